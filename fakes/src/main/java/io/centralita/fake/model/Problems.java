package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// Checks made one after the other, of which the first that fails is told.
final class Problems {
    static final String INVALID_VALUE = "invalid_value";

    private @Nullable ApiError first;

    void require(boolean condition, String param, String message) {
        require(condition, INVALID_VALUE, param, message);
    }

    void require(boolean condition, String code, String param, String message) {
        if (!condition && first == null) {
            first = ApiError.invalidRequest(code, param, message);
        }
    }

    void range(@Nullable Number value, double lowest, double highest, String param) {
        require(
                value == null || (value.doubleValue() >= lowest && value.doubleValue() <= highest),
                param,
                "Invalid value for '" + param + "': must be from " + lowest + " to " + highest);
    }

    @Nullable ApiError first() {
        return first;
    }
}
