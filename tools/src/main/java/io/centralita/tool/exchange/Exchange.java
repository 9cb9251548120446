package io.centralita.tool.exchange;

import java.net.http.HttpHeaders;
import java.time.Duration;

/// How one HTTP exchange ended, before anybody has looked into its body. Texts in here are for logs
/// and operators.
public sealed interface Exchange {
    /// @param body as long as was allowed at most
    record Complete(int status, HttpHeaders headers, byte[] body) implements Exchange {}

    /// The exchange did not come to an end.
    sealed interface Ended extends Exchange {}

    /// @param deadline what the whole exchange was allowed to take
    record TimedOut(Duration deadline) implements Ended {}

    /// No connection, or one that broke before the answer had begun.
    record Unreachable(String detail) implements Ended {}

    /// Not HTTP, too large, cut off.
    record Unusable(String detail) implements Ended {}
}
