package io.centralita.call.tool;

import io.centralita.call.transfer.Destination;

/// How a tool call ended (A3). Each becomes a sentence for the caller; technical text stays in the
/// log.
public sealed interface ToolOutcome {
    /// @param text the answer, fit to be spoken
    record Answered(String text) implements ToolOutcome {}

    record TimedOut() implements ToolOutcome {}

    record Unreachable() implements ToolOutcome {}

    /// @param status the HTTP status, 400 to 599 but not 429
    record HttpError(int status) implements ToolOutcome {}

    record RateLimited() implements ToolOutcome {}

    /// The model called the tool wrongly; it is told how, and may try again.
    ///
    /// @param feedback for the model, in English
    record InvalidArguments(String feedback) implements ToolOutcome {}

    /// It was not run: the model has asked often enough, or has to ask the caller first.
    ///
    /// @param feedback for the model, in English
    record Refused(String feedback) implements ToolOutcome {}

    /// The caller is to be put through: the engine is told nothing any more.
    record PutThrough(Destination to) implements ToolOutcome {}

    /// Anything else.
    ///
    /// @param detail for the log only
    record Unexpected(String detail) implements ToolOutcome {}

    /// The caller or the end of the call made it pointless.
    record Cancelled() implements ToolOutcome {}

    /// The word for logs, metrics and reports.
    default String word() {
        return switch (this) {
            case Answered _ -> "answered";
            case TimedOut _ -> "timed-out";
            case Unreachable _ -> "unreachable";
            case HttpError _ -> "http-error";
            case RateLimited _ -> "rate-limited";
            case InvalidArguments _ -> "invalid-arguments";
            case Refused _ -> "refused";
            case PutThrough _ -> "put-through";
            case Unexpected _ -> "unexpected";
            case Cancelled _ -> "cancelled";
        };
    }
}
