package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers events and sends them to all who take part in a session. Confined to the session's event
/// loop.
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final String sessionId;
    private final String prefix;
    private final List<EventSocket> sockets = new ArrayList<>(2);
    private @Nullable EventSocket own;
    private long sent;

    /// @param sessionId makes event ids unique across sessions
    Outbox(String sessionId) {
        this.sessionId = sessionId;
        prefix = "event_" + sessionId.substring(sessionId.indexOf('_') + 1) + "_";
    }

    /// The caller's own: the session ends with it, and waits for it where it is slow.
    void own(EventSocket socket) {
        own = socket;
        sockets.add(socket);
    }

    /// Somebody who listens in, and is left behind where they do not keep up.
    void add(EventSocket socket) {
        sockets.add(socket);
    }

    void remove(EventSocket socket) {
        sockets.remove(socket);
    }

    /// An event to be filled and given to [#send].
    ObjectNode event(String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("event_id", prefix + ++sent);
    }

    void send(ObjectNode event) {
        if (sockets.isEmpty()) {
            return;
        }
        var text = event.toString();
        for (var socket : List.copyOf(sockets)) {
            if (!socket.equals(own) && socket.isFull()) {
                log.atWarn().addKeyValue("session", sessionId).log("sideband does not keep up");
                sockets.remove(socket);
                socket.close(CloseCode.POLICY, "peer-stalled");
            } else {
                socket.text(text);
            }
        }
    }

    /// To one alone.
    void send(ObjectNode event, EventSocket to) {
        to.text(event.toString());
    }

    /// @param eventId the peer's own id of what is wrong
    void error(ProtocolError error, @Nullable String eventId) {
        var event = event("error");
        event.putObject("error")
                .put("type", error.type())
                .put("code", error.code())
                .put("message", error.text())
                .put("param", error.param())
                .put("event_id", eventId);
        send(event);
    }

    /// Whether the caller's own is.
    boolean isFull() {
        return own != null && own.isFull();
    }

    /// The caller is gone, and so is what others take part in.
    void closeOthers(String reason) {
        for (var socket : List.copyOf(sockets)) {
            if (!socket.equals(own)) {
                socket.close(CloseCode.NORMAL, reason);
                sockets.remove(socket);
            }
        }
    }

    void close(int code, String reason) {
        List.copyOf(sockets).forEach(socket -> socket.close(code, reason));
        sockets.clear();
    }
}
