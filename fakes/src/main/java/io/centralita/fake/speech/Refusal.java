package io.centralita.fake.speech;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An answer that is an error, with the JSON body that the service gives it.
record Refusal(
        int status,
        String type,
        @Nullable String code,
        @Nullable String param,
        String message,
        @Nullable Duration retryAfter) {
    private static final String INVALID = "invalid_request_error";

    static final Refusal WRONG_KEY =
            new Refusal(401, INVALID, "invalid_api_key", null, "Incorrect API key provided.", null);
    static final Refusal NO_SUCH_URL =
            new Refusal(404, INVALID, "unknown_url", null, "Invalid URL.", null);

    static Refusal invalid(@Nullable String code, @Nullable String param, String message) {
        return new Refusal(400, INVALID, code, param, message, null);
    }

    static Refusal missing(String param) {
        return invalid(
                "missing_required_parameter",
                param,
                "Missing required parameter: '" + param + "'.");
    }

    static Refusal noSuchModel(String model) {
        return new Refusal(
                404,
                INVALID,
                "model_not_found",
                null,
                "The model '" + model + "' does not exist or you do not have access to it.",
                null);
    }

    static Refusal tooLarge(long bytes) {
        return new Refusal(
                413,
                INVALID,
                null,
                null,
                "Maximum content size limit (26214400) exceeded (" + bytes + " bytes read)",
                null);
    }

    /// The service's own trouble, as a test wants it.
    static Refusal of(Trouble.Answer trouble) {
        var type = trouble.status() == 429 ? "requests" : "server_error";
        return new Refusal(
                trouble.status(),
                type,
                trouble.code(),
                null,
                "The server had an error while processing your request.",
                trouble.retryAfter());
    }

    void answer(HttpServerRequest request) {
        var response = request.response().setStatusCode(status);
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        var error =
                new JsonObject()
                        .put("message", message)
                        .put("type", type)
                        .put("param", param)
                        .put("code", code);
        response.putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }
}
