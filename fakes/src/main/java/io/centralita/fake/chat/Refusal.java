package io.centralita.fake.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// An answer that is no reply, with the JSON body that the service gives it.
///
/// @param code null where the service gives none, likewise the parameter
public record Refusal(
        int status, String type, @Nullable String code, String message, @Nullable String param) {
    private static final String INVALID = "invalid_request_error";

    static Refusal invalid(@Nullable String code, String message, @Nullable String param) {
        return new Refusal(400, INVALID, code, message, param);
    }

    static Refusal missing(String param) {
        return invalid(
                "missing_required_parameter",
                "Missing required parameter: '" + param + "'.",
                param);
    }

    static Refusal unknown(String param) {
        return invalid("unknown_parameter", "Unknown parameter: '" + param + "'.", param);
    }

    static Refusal wrongType(String param, String wanted) {
        return invalid(
                "invalid_type",
                "Invalid type for '" + param + "': expected " + wanted + ".",
                param);
    }

    static final Refusal WRONG_KEY =
            new Refusal(
                    401,
                    INVALID,
                    "invalid_api_key",
                    "Incorrect API key provided. You can find your API key at"
                            + " https://platform.openai.com/account/api-keys.",
                    null);

    static final Refusal NO_SUCH_URL =
            new Refusal(404, INVALID, "unknown_url", "Unknown request URL.", null);

    static Refusal noSuchModel(String model) {
        return new Refusal(
                404,
                INVALID,
                "model_not_found",
                "The model `" + model + "` does not exist or you do not have access to it.",
                null);
    }

    /// What the service says when it fails for its own reasons.
    static Refusal ofStatus(int status, @Nullable String code) {
        return switch (status) {
            case 401 -> WRONG_KEY;
            case 403 ->
                    new Refusal(
                            403,
                            INVALID,
                            "unsupported_country_region_territory",
                            "Country, region, or territory not supported",
                            null);
            case 404 -> noSuchModel("gone");
            case 429 ->
                    new Refusal(
                            429,
                            code == null ? "requests" : code,
                            code == null ? "rate_limit_exceeded" : code,
                            "Rate limit reached.",
                            null);
            default ->
                    new Refusal(
                            status,
                            status >= 500 ? "server_error" : INVALID,
                            code,
                            "The server had an error while processing your request.",
                            null);
        };
    }

    String body() {
        var error =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", message)
                        .put("type", type)
                        .put("param", param)
                        .put("code", code);
        return JsonNodeFactory.instance.objectNode().set("error", error).toString();
    }

    /// Leaves the rules; never leaves this package.
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
