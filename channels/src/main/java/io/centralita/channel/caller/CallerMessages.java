package io.centralita.channel.caller;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;

/// Writes Twilio's side of one media stream; numbers are strings, as Twilio has them.
final class CallerMessages {
    private final String accountSid;
    private final String callSid;
    private final String streamSid;
    private long sequence;

    CallerMessages(String accountSid, String callSid, String streamSid) {
        this.accountSid = accountSid;
        this.callSid = callSid;
        this.streamSid = streamSid;
    }

    String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    String start(Map<String, String> parameters) {
        var custom = new JsonObject();
        parameters.forEach(custom::put);
        var format =
                new JsonObject()
                        .put("encoding", "audio/x-mulaw")
                        .put("sampleRate", CallRecording.SAMPLE_RATE_HZ)
                        .put("channels", 1);
        var start =
                new JsonObject()
                        .put("accountSid", accountSid)
                        .put("streamSid", streamSid)
                        .put("callSid", callSid)
                        .put("tracks", new JsonArray().add("inbound"))
                        .put("mediaFormat", format)
                        .put("customParameters", custom);
        return head("start").put("start", start).encode();
    }

    /// The one that is written fifty times a second; nothing in it needs escaping.
    String media(long chunk, long timestampMs, byte[] audio) {
        return "{\"event\":\"media\",\"sequenceNumber\":\""
                + ++sequence
                + "\",\"streamSid\":\""
                + streamSid
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
                + chunk
                + "\",\"timestamp\":\""
                + timestampMs
                + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\"}}";
    }

    String dtmf(char digit) {
        var dtmf = new JsonObject().put("track", "inbound_track").put("digit", "" + digit);
        return head("dtmf").put("dtmf", dtmf).encode();
    }

    String mark(String name) {
        return head("mark").put("mark", new JsonObject().put("name", name)).encode();
    }

    String stop() {
        var stop = new JsonObject().put("accountSid", accountSid).put("callSid", callSid);
        return head("stop").put("stop", stop).encode();
    }

    private JsonObject head(String event) {
        return new JsonObject()
                .put("event", event)
                .put("sequenceNumber", Long.toString(++sequence))
                .put("streamSid", streamSid);
    }
}
