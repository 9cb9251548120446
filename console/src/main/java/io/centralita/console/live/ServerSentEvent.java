package io.centralita.console.live;

import io.centralita.console.Json;

/// One event as it is on the wire (HTML Standard §9.2, server-sent events). The JSON has no line
/// breaks.
final class ServerSentEvent {
    static final String HEARTBEAT = ": \n\n";

    private ServerSentEvent() {}

    static String of(String id, String event, Object data) {
        return withJson(id, event, Json.write(data));
    }

    static String withJson(String id, String event, String json) {
        return "id: " + id + "\nevent: " + event + "\ndata: " + json + "\n\n";
    }
}
