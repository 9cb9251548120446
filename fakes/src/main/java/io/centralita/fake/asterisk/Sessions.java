package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Timeline;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTTP connections as Asterisk keeps them: so many at most, idle ones not for long. One that
/// became a WebSocket counts until that is closed. Belongs to the event loop.
final class Sessions {
    private final Timeline timeline;
    private final Duration keepAlive;
    private final int limit;
    private final Map<HttpConnection, Session> open = new LinkedHashMap<>();
    private int webSockets;
    private int refused;
    private int idled;

    Sessions(Timeline timeline, Duration keepAlive, int limit) {
        this.timeline = timeline;
        this.keepAlive = keepAlive;
        this.limit = limit;
    }

    private static final class Session {
        private Timeline.@Nullable Appointment end;
        private boolean webSocket;
    }

    /// Beyond the limit a connection is closed without a word.
    void opened(HttpConnection connection) {
        if (open.size() + webSockets >= limit) {
            refused++;
            var _ = connection.close();
            return;
        }
        open.put(connection, new Session());
        connection.closeHandler(_ -> closed(connection));
        idle(connection);
    }

    private void closed(HttpConnection connection) {
        var session = open.remove(connection);
        if (session != null && session.end != null) {
            session.end.cancel();
        }
    }

    /// A request is worked on.
    void busy(HttpConnection connection) {
        var session = open.get(connection);
        if (session != null && session.end != null) {
            session.end.cancel();
            session.end = null;
        }
    }

    void idle(HttpConnection connection) {
        var session = open.get(connection);
        if (session != null && !session.webSocket) {
            busy(connection);
            session.end = timeline.after(keepAlive, () -> dropIdle(connection));
        }
    }

    private void dropIdle(HttpConnection connection) {
        idled++;
        drop(connection);
    }

    private void drop(HttpConnection connection) {
        open.remove(connection);
        var _ = connection.close();
    }

    /// @return to be run when the WebSocket is closed
    Runnable upgraded(HttpConnection connection) {
        busy(connection);
        open.remove(connection);
        webSockets++;
        return () -> webSockets--;
    }

    void closeIdle() {
        List.copyOf(open.entrySet()).stream()
                .filter(entry -> entry.getValue().end != null)
                .forEach(
                        entry -> {
                            busy(entry.getKey());
                            drop(entry.getKey());
                        });
    }

    int count() {
        return open.size() + webSockets;
    }

    /// Connections that were closed because nobody had used them for so long.
    int idled() {
        return idled;
    }

    int refused() {
        return refused;
    }
}
