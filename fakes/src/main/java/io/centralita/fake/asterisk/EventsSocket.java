package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.ari.SocketRequests;
import io.centralita.fake.asterisk.pbx.Application;
import io.centralita.fake.asterisk.pbx.Feature;
import io.vertx.core.http.WebSocketBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An events WebSocket, whoever made it. Belongs to the event loop.
final class EventsSocket {
    /// Asterisk's `websocket_write_timeout`.
    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(100);

    private final Loop loop;
    private final WebSocketBase socket;
    private final Generation generation;
    private final Desk desk;
    private final List<Runnable> leaving = new ArrayList<>();
    private boolean frozen;
    private boolean waiting;
    private boolean closed;

    EventsSocket(Loop loop, WebSocketBase socket, Generation generation, Desk desk) {
        this.loop = loop;
        this.socket = socket;
        this.generation = generation;
        this.desk = desk;
    }

    /// @param registered Asterisk made the connection
    void open(List<String> applications, boolean subscribeAll, boolean registered) {
        var requests =
                new SocketRequests(
                        applications.getFirst(), Generation.ASTERISK_ID, loop.timeline());
        if (generation.installation.knows(Feature.REST_OVER_WEBSOCKET)) {
            socket.textMessageHandler(text -> requests.handle(text, desk::overSocket, this::write));
        }
        for (var name : applications) {
            Application.Outlet outlet = generation.outlet(this::event);
            leaving.add(() -> generation.pbx.stasis().disconnect(name, outlet));
            if (registered) {
                generation.pbx.stasis().register(name, subscribeAll, outlet);
            } else {
                generation.pbx.stasis().connect(name, subscribeAll, outlet);
            }
        }
    }

    void closed() {
        if (!closed) {
            closed = true;
            leaving.forEach(Runnable::run);
        }
    }

    private void event(ObjectNode event) {
        write(event.toString());
    }

    private void write(String text) {
        if (frozen || closed || socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            giveUpSoon();
        }
        var _ = socket.writeTextMessage(text);
    }

    /// Who does not read is cut off.
    private void giveUpSoon() {
        if (waiting) {
            return;
        }
        waiting = true;
        loop.timeline()
                .after(
                        WRITE_TIMEOUT,
                        () -> {
                            waiting = false;
                            if (!closed && socket.writeQueueFull()) {
                                cut();
                            }
                        });
    }

    /// Without a close frame.
    void cut() {
        RawSocket.reset(socket);
        closed();
    }

    void close(int code) {
        if (!closed) {
            var _ = socket.close((short) code);
        }
    }

    /// The connection looks dead: nothing comes, nothing is read, nothing is told.
    void freeze() {
        frozen = true;
        RawSocket.freeze(socket);
        closed();
    }
}
