package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// What is inside an `error` event and inside the body of a refused HTTP request.
///
/// @param type class of error, such as `invalid_request_error`
/// @param code null for errors that have none
/// @param param path of the field at fault
/// @param eventId of the client event that caused it; null when no client event did, or it had none
public record ApiError(
        String type,
        @Nullable String code,
        String message,
        @Nullable String param,
        @Nullable String eventId) {
    public static final String INVALID_REQUEST = "invalid_request_error";

    static ApiError invalidRequest(String code, @Nullable String param, String message) {
        return new ApiError(INVALID_REQUEST, code, message, param, null);
    }

    public ApiError causedBy(@Nullable String clientEventId) {
        return new ApiError(type, code, message, param, clientEventId);
    }
}
