package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Timeline;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An ARI connection that Asterisk makes, and makes again. Belongs to the event loop.
final class OutboundConnection {
    /// From a close to the next connection.
    private static final Duration BACK = Duration.ofMillis(20);

    private final Loop loop;
    private final OutboundAri what;
    private final Generation generation;
    private final Desk desk;
    private @Nullable EventsSocket current;
    private long notBeforeNanos;
    private Timeline.Appointment next = () -> {};
    private boolean pending;
    private boolean over;

    OutboundConnection(Loop loop, OutboundAri what, Generation generation, Desk desk) {
        this.loop = loop;
        this.what = what;
        this.generation = generation;
        this.desk = desk;
        this.notBeforeNanos = loop.timeline().nanoTime();
    }

    void connect() {
        pending = false;
        if (over) {
            return;
        }
        generation
                .connectors
                .webSockets()
                .connect(
                        Connectors.options(
                                what.uri(), "", what.username() + ":" + what.password(), "ari"))
                .onSuccess(this::opened)
                .onFailure(_ -> again(what.interval()));
    }

    private void opened(WebSocket socket) {
        var here = new EventsSocket(loop, socket, generation, desk);
        current = here;
        socket.closeHandler(
                _ -> {
                    here.closed();
                    again(BACK);
                });
        socket.exceptionHandler(_ -> here.closed());
        here.open(List.of(what.application()), false, true);
        if (notBeforeNanos - loop.timeline().nanoTime() > 0) {
            here.cut();
        }
    }

    private void again(Duration delay) {
        if (over || pending) {
            return;
        }
        pending = true;
        long left = notBeforeNanos - loop.timeline().nanoTime();
        next =
                loop.timeline()
                        .after(Duration.ofNanos(Math.max(left, delay.toNanos())), this::connect);
    }

    void end() {
        over = true;
        if (current != null) {
            current.cut();
        }
    }

    /// The connection breaks; the next one comes after that time.
    void cut(Duration time) {
        notBeforeNanos = loop.timeline().nanoTime() + time.toNanos();
        if (current != null) {
            current.cut();
        }
    }

    /// The next one comes now, where one is to come.
    void comeBack() {
        notBeforeNanos = loop.timeline().nanoTime();
        if (pending) {
            next.cancel();
            connect();
        }
    }
}
