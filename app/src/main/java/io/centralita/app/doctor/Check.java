package io.centralita.app.doctor;

/// One look at one thing.
///
/// @param name of the check, in the operator's language
/// @param look may block for some seconds; what it throws is a failure too
public record Check(String name, Look look) {
    @FunctionalInterface
    public interface Look {
        Finding look() throws Exception;
    }

    /// What a check found.
    public sealed interface Finding {
        /// @param detail one line, in the operator's language
        record Pass(String detail) implements Finding {}

        /// Worth knowing, and neither right nor wrong.
        ///
        /// @param detail one line, in the operator's language
        record Note(String detail) implements Finding {}

        /// @param remedy what to do, in the operator's language
        record Fail(String detail, String remedy) implements Finding {}
    }
}
