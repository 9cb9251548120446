package io.centralita.fake.twilio;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/// A call as the API knows it.
///
/// @param status `queued`, `ringing`, `in-progress` or one of the final ones
/// @param twiml what the call was last redirected to, inline or as a URL; empty where it was not
public record FakeCall(String sid, String from, String to, String status, String twiml) {
    private static final Set<String> LIVE = Set.of("queued", "ringing", "in-progress");

    public boolean live() {
        return LIVE.contains(status);
    }

    FakeCall withStatus(String next) {
        return new FakeCall(sid, from, to, next, twiml);
    }

    FakeCall redirected(String next) {
        return new FakeCall(sid, from, to, status, next);
    }

    JsonObject json(String account) {
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", account)
                .put("parent_call_sid", null)
                .put("from", from)
                .put("to", to)
                .put("status", status)
                .put("direction", "inbound")
                .put("duration", live() ? null : "17")
                .put("api_version", "2010-04-01")
                .put("uri", "/2010-04-01/Accounts/%s/Calls/%s.json".formatted(account, sid));
    }
}
