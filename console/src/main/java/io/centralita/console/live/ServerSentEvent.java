package io.centralita.console.live;

import io.centralita.console.Json;

/// One event as it is on the wire (HTML Standard §9.2, server-sent events). The JSON has no line
/// breaks.
final class ServerSentEvent {
    /// An event, not a comment: of comments pages are told nothing, and could not know that the
    /// line is alive.
    static final String HEARTBEAT = "event: beat\ndata: {}\n\n";

    private ServerSentEvent() {}

    static String of(String id, String event, Object data) {
        return withJson(id, event, Json.write(data));
    }

    static String withJson(String id, String event, String json) {
        return "id: " + id + "\nevent: " + event + "\ndata: " + json + "\n\n";
    }
}
