package io.centralita.tool.mcp;

import java.time.Duration;

/// How long to wait before a lost server is tried again: twice as long each time.
///
/// @param first the shortest wait
/// @param most the longest one
public record Backoff(Duration first, Duration most) {
    public static final Backoff STANDARD =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /// @param failures in a row, 1 or more
    Duration after(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
