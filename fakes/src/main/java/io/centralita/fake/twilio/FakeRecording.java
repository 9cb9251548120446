package io.centralita.fake.twilio;

import io.vertx.core.json.JsonObject;

/// A recording as the API knows it.
///
/// @param channels `mono` or `dual`
/// @param statusCallback where its end is told; empty for nowhere
/// @param events what is told, as it was asked for
public record FakeRecording(
        String sid,
        String callSid,
        String status,
        String channels,
        String statusCallback,
        String events) {
    JsonObject json(String account) {
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", account)
                .put("call_sid", callSid)
                .put("status", status)
                .put("channels", channels.equals("dual") ? 2 : 1)
                .put("source", "StartCallRecordingAPI")
                .put("duration", null)
                .put("error_code", null)
                .put("track", "both")
                .put("uri", "/2010-04-01/Accounts/%s/Recordings/%s.json".formatted(account, sid));
    }
}
