package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Numbers and sends events. Confined to the session's event loop.
final class Outbox {
    private final EventSocket socket;
    private final String prefix;
    private long sent;

    /// @param sessionId makes event ids unique across sessions
    Outbox(EventSocket socket, String sessionId) {
        this.socket = socket;
        prefix = "event_" + sessionId.substring(sessionId.indexOf('_') + 1) + "_";
    }

    /// An event to be filled and given to [#send].
    ObjectNode event(String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("event_id", prefix + ++sent);
    }

    void send(ObjectNode event) {
        socket.text(event.toString());
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

    boolean isFull() {
        return socket.isFull();
    }

    void close(int code, String reason) {
        socket.close(code, reason);
    }
}
