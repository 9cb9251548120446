package io.centralita.network.service;

import java.util.Locale;

/// Why a request is not served: the machine code of the JSON error and its HTTP status. The
/// sentences are in `errors_es.properties` and `errors_en.properties`.
enum Refusal {
    NOT_JSON(400),
    NOT_AN_OBJECT(400),
    QUESTION_MISSING(400),
    QUESTION_NOT_TEXT(400),
    QUESTION_EMPTY(400),
    QUESTION_TOO_LONG(400),
    TIMEOUT_NOT_A_NUMBER(400),
    TIMEOUT_OUT_OF_RANGE(400),
    UNKNOWN_ROUTER(404),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    BODY_TOO_SLOW(408),
    BODY_TOO_LARGE(413),
    CONTENT_TYPE(415),
    BROKEN(500),
    BUSY(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /// As it stands in the JSON: `question_missing`.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
