package io.centralita.fake.model.server;

import io.centralita.fake.model.ApiError;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Answers of the service that are no session, with the JSON body that it gives them.
record HttpError(int status, String type, String code, String message) {
    private static final String INVALID = ApiError.INVALID_REQUEST;

    static final HttpError WRONG_KEY =
            new HttpError(401, INVALID, "invalid_api_key", "Incorrect API key provided.");
    static final HttpError BETA =
            new HttpError(
                    400,
                    INVALID,
                    "beta_api_shape_disabled",
                    "The Realtime Beta API is no longer supported. Please use the GA API.");
    static final HttpError NO_MODEL =
            new HttpError(
                    400,
                    INVALID,
                    "missing_required_parameter",
                    "You must provide a model parameter.");
    static final HttpError NO_UPGRADE =
            new HttpError(400, INVALID, "invalid_request", "A WebSocket upgrade was expected.");
    static final HttpError NO_SUCH_URL = new HttpError(404, INVALID, "unknown_url", "Invalid URL.");

    static HttpError noSuchModel(@Nullable String model) {
        return new HttpError(
                404,
                INVALID,
                "model_not_found",
                "The model '" + model + "' does not exist or you do not have access to it.");
    }

    /// What the service says when it fails for its own reasons.
    static HttpError ofStatus(int status, @Nullable String model) {
        return switch (status) {
            case 401 -> WRONG_KEY;
            case 403 ->
                    new HttpError(
                            403,
                            INVALID,
                            "unsupported_country_region_territory",
                            "Country, region, or territory not supported");
            case 404 -> noSuchModel(model);
            case 429 ->
                    new HttpError(429, "requests", "rate_limit_exceeded", "Rate limit reached.");
            default ->
                    new HttpError(
                            status, "server_error", "server_error", "The server had an error.");
        };
    }

    void answer(HttpServerRequest request, @Nullable Duration retryAfter) {
        var response = request.response().setStatusCode(status);
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        var error =
                new JsonObject()
                        .put("message", message)
                        .put("type", type)
                        .put("param", null)
                        .put("code", code);
        response.putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }
}
