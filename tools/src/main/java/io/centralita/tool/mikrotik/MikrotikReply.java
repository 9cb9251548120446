package io.centralita.tool.mikrotik;

import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.exchange.Exchange;
import java.time.Duration;

/// How one query of the answering service ended. Texts in here are for logs and operators; only
/// that of [Answered] is for callers.
public sealed interface MikrotikReply {
    /// @param text the service's answer, not blank
    record Answered(String text) implements MikrotikReply {}

    /// @param deadline what the whole exchange was allowed to take
    record TimedOut(Duration deadline) implements MikrotikReply {}

    /// No connection, or one that broke before the answer had begun.
    record Unreachable(String detail) implements MikrotikReply {}

    /// @param status 400 to 599 but not 429
    /// @param error what the service says was wrong; empty where its body is not a JSON error
    record HttpStatus(int status, String error) implements MikrotikReply {}

    /// HTTP 429.
    record RateLimited() implements MikrotikReply {}

    /// A well-formed reply that says `"success": false`.
    ///
    /// @param error what the service says was wrong; may be empty
    record Failed(String error) implements MikrotikReply {}

    /// Not what the service promises: not JSON, fields missing, too large, cut off.
    record Unusable(String detail) implements MikrotikReply {}

    /// An exchange that did not come to its end.
    static MikrotikReply of(Exchange.Ended exchange) {
        return switch (exchange) {
            case Exchange.TimedOut(var deadline) -> new TimedOut(deadline);
            case Exchange.Unreachable(var detail) -> new Unreachable(detail);
            case Exchange.Unusable(var detail) -> new Unusable(detail);
        };
    }

    /// What the call makes of it.
    default ToolOutcome outcome() {
        return switch (this) {
            case Answered(var text) -> new ToolOutcome.Answered(text);
            case TimedOut _ -> new ToolOutcome.TimedOut();
            case Unreachable _ -> new ToolOutcome.Unreachable();
            case HttpStatus(var status, _) -> new ToolOutcome.HttpError(status);
            case RateLimited _ -> new ToolOutcome.RateLimited();
            case Failed(var error) ->
                    new ToolOutcome.Unexpected("the service reported failure: " + error);
            case Unusable(var detail) -> new ToolOutcome.Unexpected(detail);
        };
    }
}
