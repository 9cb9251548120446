package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.asterisk.pbx.Json;
import org.jspecify.annotations.Nullable;

/// What is answered.
///
/// @param body null for none
/// @param allow methods, where the method was wrong
/// @param file what is answered in place of JSON
public record Answer(
        int status,
        String reason,
        @Nullable JsonNode body,
        @Nullable String allow,
        @Nullable Attachment file) {
    /// A file.
    public record Attachment(byte[] bytes, String type) {}

    public Answer(int status, String reason, @Nullable JsonNode body, @Nullable String allow) {
        this(status, reason, body, allow, null);
    }

    static final Answer NO_CONTENT = new Answer(204, "No Content", null, null);
    static final Answer CHANNEL_NOT_FOUND = error(404, "Not Found", "Channel not found");
    static final Answer NOT_IN_STASIS = error(409, "Conflict", "Channel not in Stasis application");
    static final Answer INVALID_STATE =
            error(412, "Precondition Failed", "Channel in invalid state");
    static final Answer BRIDGE_NOT_FOUND = error(404, "Not found", "Bridge not found");
    static final Answer INTERNAL =
            error(
                    500,
                    "Internal Server Error",
                    "An internal error prevented this request from being handled");

    /// For who has not said who it is.
    public static final Answer UNAUTHORIZED = error(401, "Unauthorized", "Authentication required");

    public static final Answer BAD_BODY = error(400, "Bad Request", "Error parsing request body");

    static final Answer NO_RESOURCE = error(404, "Not Found", "Resource not found");

    static Answer ok(JsonNode body) {
        return new Answer(200, "OK", body, null);
    }

    static Answer file(byte[] bytes, String type) {
        return new Answer(200, "OK", null, null, new Attachment(bytes, type));
    }

    static Answer created(JsonNode body) {
        return new Answer(201, "Created", body, null);
    }

    static Answer badRequest(String message) {
        return error(400, "Bad Request", message);
    }

    static Answer notFound(String message) {
        return error(404, "Not Found", message);
    }

    static Answer conflict(String message) {
        return error(409, "Conflict", message);
    }

    static Answer unprocessable(String message) {
        return error(422, "Unprocessable Entity", message);
    }

    public static Answer error(int status, String reason, String message) {
        return new Answer(status, reason, Json.object().put("message", message), null);
    }

    static Answer wrongMethod(String allow) {
        return new Answer(
                405,
                "Method Not Allowed",
                Json.object().put("message", "Invalid method"),
                "OPTIONS," + allow);
    }
}
