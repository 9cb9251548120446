package io.centralita.fake.asterisk.websocket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Json;
import java.util.Map;

/// Events of chan_websocket, in plain text or JSON.
final class ControlWriter {
    private static final int PTIME = 20;
    private final boolean json;
    private final Dialled.Facts channel;

    ControlWriter(boolean json, Dialled.Facts channel) {
        this.json = json;
        this.channel = channel;
    }

    String mediaStart(String connectionId, Format format, Map<String, String> variables) {
        if (json) {
            var event = Json.object().put("event", "MEDIA_START");
            event.put("connection_id", connectionId);
            event.put("channel", channel.name());
            event.put("channel_id", channel.id());
            event.put("format", format.label());
            event.put("optimal_frame_size", format.frameBytes());
            event.put("ptime", PTIME);
            var all = event.putObject("channel_variables");
            variables.forEach(all::put);
            return event.toString();
        }
        return "MEDIA_START connection_id:%s channel:%s channel_id:%s format:%s optimal_frame_size:%d ptime:%d"
                .formatted(
                        connectionId,
                        channel.name(),
                        channel.id(),
                        format.label(),
                        format.frameBytes(),
                        PTIME);
    }

    String digit(char digit) {
        return json
                ? event("DTMF_END").put("digit", String.valueOf(digit)).toString()
                : "DTMF_END digit:" + digit + " channel_id:" + channel.id();
    }

    /// Without anything beside its name.
    String simple(String name) {
        return json ? event(name).toString() : name;
    }

    /// @param correlationId empty where none was given
    String correlated(String name, String correlationId) {
        if (json) {
            var event = event(name);
            if (!correlationId.isEmpty()) {
                event.put("correlation_id", correlationId);
            }
            return event.toString();
        }
        return correlationId.isEmpty() ? name : name + " " + correlationId;
    }

    String status(MediaQueue queue, boolean bulk, boolean paused) {
        if (json) {
            return event("STATUS")
                    .put("queue_length", queue.length())
                    .put("xon_level", MediaQueue.XON)
                    .put("xoff_level", MediaQueue.XOFF)
                    .put("queue_full", queue.isFull())
                    .put("bulk_media", bulk)
                    .put("media_paused", paused)
                    .toString();
        }
        return "STATUS channel_id:%s queue_length:%d xon_level:%d xoff_level:%d queue_full:%b bulk_media:%b media_paused:%b"
                .formatted(
                        channel.id(),
                        queue.length(),
                        MediaQueue.XON,
                        MediaQueue.XOFF,
                        queue.isFull(),
                        bulk,
                        paused);
    }

    String error(String text) {
        return json
                ? event("ERROR").put("error_text", text).toString()
                : "ERROR channel_id:" + channel.id() + " error_text:" + text;
    }

    private ObjectNode event(String name) {
        return Json.object().put("event", name).put("channel_id", channel.id());
    }
}
