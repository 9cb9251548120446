package io.centralita.channel.realtime;

import org.jspecify.annotations.Nullable;

/// What is wrong with what a peer sent, as the protocol tells it: the event has no effect and the
/// session goes on.
final class ProtocolError extends Exception {
    private static final long serialVersionUID = 1;

    static final String INVALID_REQUEST = "invalid_request_error";
    static final String SERVER = "server_error";

    private final String type;
    private final String code;
    private final @Nullable String param;

    /// @param type `invalid_request_error` or `server_error`
    /// @param code for programs, see [#code]
    /// @param param path of the field that is wrong, null where it is none
    ProtocolError(String type, String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.type = type;
        this.code = code;
        this.param = param;
    }

    /// A value that is not what it has to be.
    static ProtocolError value(String param, String message) {
        return new ProtocolError(INVALID_REQUEST, "invalid_value", param, message);
    }

    static ProtocolError missing(String param) {
        return new ProtocolError(
                INVALID_REQUEST,
                "missing_required_parameter",
                param,
                "«%s» is missing.".formatted(param));
    }

    static ProtocolError unknown(String param) {
        return new ProtocolError(
                INVALID_REQUEST,
                "unknown_parameter",
                param,
                "There is no «%s» here.".formatted(param));
    }

    static ProtocolError request(String code, @Nullable String param, String message) {
        return new ProtocolError(INVALID_REQUEST, code, param, message);
    }

    String type() {
        return type;
    }

    /// Codes of the real service where they are known, others in its manner.
    String code() {
        return code;
    }

    @Nullable String param() {
        return param;
    }

    /// Never null: every constructor sets it.
    String text() {
        return String.valueOf(getMessage());
    }
}
