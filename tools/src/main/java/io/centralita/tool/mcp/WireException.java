package io.centralita.tool.mcp;

/// Something on the way to a server failed.
final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    WireException(Failure failure) {
        super(failure.words(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    /// Texts are for logs and operators.
    sealed interface Failure {
        /// Cannot be reached, or is gone.
        record Gone(String detail) implements Failure {}

        /// An HTTP status that is no success.
        record Status(int status) implements Failure {}

        /// Not what the protocol promises.
        record Broken(String detail) implements Failure {}

        /// Nothing within the time.
        record Late() implements Failure {}

        /// The server's own error.
        record Refused(int code) implements Failure {}

        default String words() {
            return switch (this) {
                case Gone(var detail) -> detail;
                case Status(var status) -> "HTTP status " + status;
                case Broken(var detail) -> detail;
                case Late() -> "no answer in time";
                case Refused(var code) -> "JSON-RPC error " + code;
            };
        }
    }

    static WireException gone(String detail) {
        return new WireException(new Failure.Gone(detail));
    }

    static WireException broken(String detail) {
        return new WireException(new Failure.Broken(detail));
    }
}
