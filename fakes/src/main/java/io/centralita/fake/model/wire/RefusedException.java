package io.centralita.fake.model.wire;

import io.centralita.fake.model.ApiError;

/// A field that is not as it has to be. Never leaves the reader.
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    private RefusedException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    static RefusedException invalid(String param, String message) {
        return of("invalid_value", param, message);
    }

    static RefusedException missing(String param) {
        return of(
                "missing_required_parameter",
                param,
                "Missing required parameter: '" + param + "'.");
    }

    static RefusedException unknown(String param) {
        return of("unknown_parameter", param, "Unknown parameter: '" + param + "'.");
    }

    private static RefusedException of(String code, String param, String message) {
        return new RefusedException(
                new ApiError(ApiError.INVALID_REQUEST, code, message, param, null));
    }

    ApiError error() {
        return error;
    }
}
