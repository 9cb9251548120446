package io.centralita.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The log of single calls, for a while. Thread-safe; does not block.
public interface CallLogLines {
    /// A house that keeps none.
    CallLogLines NONE =
            new CallLogLines() {
                @Override
                public Lines of(String call) {
                    return new Lines(List.of(), 0);
                }

                @Override
                public Duration kept() {
                    return Duration.ZERO;
                }
            };

    /// Those of one call, in order.
    Lines of(String call);

    /// For how long lines are kept.
    Duration kept();

    /// @param dropped lines that there was no room for
    record Lines(List<Line> lines, long dropped) {}

    /// @param fields by name; what is personal is not in them
    record Line(
            Instant at,
            String level,
            String logger,
            String thread,
            String message,
            Map<String, String> fields) {}
}
