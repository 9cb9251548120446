package io.centralita.app.bench;

import java.util.List;

/// What a measurement found.
///
/// @param name of the section in docs/benchmarks.md
/// @param command that repeats it
/// @param explanation what was measured, and from where to where
/// @param rows figure by figure
/// @param good whether the figures are what they should be
public record Result(
        String name, String command, String explanation, List<Row> rows, boolean good) {
    public Result {
        rows = List.copyOf(rows);
    }

    /// @param figure with its unit
    public record Row(String what, String figure) {}
}
