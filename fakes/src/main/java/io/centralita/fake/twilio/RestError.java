package io.centralita.fake.twilio;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A refusal as the API words it; the messages are ours.
///
/// @param code Twilio's error code
record RestError(int status, int code, String message, @Nullable Duration retryAfter)
        implements Answer {
    static final RestError NOT_AUTHENTICATED = new RestError(401, 20_003, "Not authenticated.");
    static final RestError METHOD = new RestError(405, 20_004, "Method not allowed.");
    static final RestError BAD_REQUEST =
            new RestError(400, 20_001, "Unknown or missing parameter.");
    static final RestError CALL_NOT_IN_PROGRESS =
            new RestError(400, 21_220, "Call is not in progress.");
    static final RestError NO_TO = new RestError(400, 21_201, "No 'To' number.");
    static final RestError NO_FROM = new RestError(400, 21_213, "No 'From' number.");
    static final RestError CALL_URL = new RestError(400, 21_205, "Url is not valid.");
    static final RestError NUMBER_URL = new RestError(400, 21_402, "Url is not valid.");
    static final RestError NUMBER_METHOD = new RestError(400, 21_403, "Method is not valid.");

    RestError(int status, int code, String message) {
        this(status, code, message, null);
    }

    static RestError notFound(String path) {
        return new RestError(404, 20_404, "Nothing at " + path + ".");
    }

    static RestError of(Trouble.Answer trouble) {
        return new RestError(trouble.status(), trouble.code(), "As told.", trouble.retryAfter());
    }

    JsonObject body() {
        return new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
