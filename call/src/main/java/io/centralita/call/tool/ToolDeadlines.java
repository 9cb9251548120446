package io.centralita.call.tool;

import java.time.Duration;

/// How long each layer of a tool call may take, from one setting (A2). Every outer layer waits
/// longer than the one inside it, so that the inner one can still report.
///
/// @param service what the tool's service is asked to keep to
/// @param http what the HTTP request may take: a third more than the service, at most 10 s more (60
///   → 70 s, 15 → 20 s)
/// @param executor what the executor waits before it gives up on the tool: 2 s more than the
///   request
/// @param call what the call waits before it stops believing in the executor: 2 s more again
public record ToolDeadlines(Duration service, Duration http, Duration executor, Duration call) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration LARGEST_MARGIN = Duration.ofSeconds(10);
    private static final Duration OUTER_MARGIN = Duration.ofSeconds(2);

    /// The deadlines that follow from a timeout of 1 s to 300 s.
    public static ToolDeadlines of(Duration timeout) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0
                || timeout.compareTo(Duration.ofSeconds(300)) > 0) {
            throw new IllegalArgumentException(
                    "a tool's timeout must be 1 to 300 s, not " + timeout);
        }
        var third = timeout.dividedBy(3);
        var http = timeout.plus(third.compareTo(LARGEST_MARGIN) < 0 ? third : LARGEST_MARGIN);
        var executor = http.plus(OUTER_MARGIN);
        return new ToolDeadlines(timeout, http, executor, executor.plus(OUTER_MARGIN));
    }
}
