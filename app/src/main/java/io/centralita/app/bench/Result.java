package io.centralita.app.bench;

import java.util.List;

/// What a measurement found.
///
/// @param name of the section in docs/benchmarks.md
/// @param command that repeats it
/// @param explanation what was measured, and from where to where
/// @param columns what the figures of a row belong to, one by one
/// @param rows figure by figure
/// @param good whether the figures are what they should be
public record Result(
        String name,
        String command,
        String explanation,
        List<String> columns,
        List<Row> rows,
        boolean good) {
    public Result {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// One figure a row.
    public Result(String name, String command, String explanation, List<Row> rows, boolean good) {
        this(name, command, explanation, List.of("figure"), rows, good);
    }

    /// @param figures with their units, one for each column
    public record Row(String what, List<String> figures) {
        public Row {
            figures = List.copyOf(figures);
        }

        public Row(String what, String figure) {
            this(what, List.of(figure));
        }
    }
}
