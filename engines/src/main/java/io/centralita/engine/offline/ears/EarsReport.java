package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What [EarsBench] measured.
public record EarsReport(String language, List<Row> rows) {
    /// @param understood share of the questions whose meaning was heard rightly, 0 to 1
    /// @param wrong share of the questions heard as something else
    /// @param turnedDown share of the questions that were not understood
    /// @param rejected share of other sentences that were not understood
    /// @param p50Ms of the time from the end of speech to the text
    /// @param realTime decoding time over speaking time
    public record Row(
            String line,
            int questions,
            double understood,
            double wrong,
            double turnedDown,
            int others,
            double rejected,
            double p50Ms,
            double p95Ms,
            double realTime) {}

    public EarsReport {
        rows = List.copyOf(rows);
    }

    /// A table of at most 80 columns.
    public String table() {
        var out = new StringBuilder();
        out.append(
                String.format(
                        "%-15s %9s %7s %8s %9s %7s %7s %6s%n",
                        language,
                        "right",
                        "wrong",
                        "rejected",
                        "others",
                        "p50 ms",
                        "p95 ms",
                        "× rt"));
        for (var row : rows) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%-15s %8.1f%% %6.1f%% %7.1f%% %8.1f%% %7.0f %7.0f %6.3f%n",
                            row.line,
                            100 * row.understood,
                            100 * row.wrong,
                            100 * row.turnedDown,
                            100 * row.rejected,
                            row.p50Ms,
                            row.p95Ms,
                            row.realTime));
        }
        return out.toString();
    }

    /// The same as a table of a document.
    public String markdown() {
        var out = new StringBuilder();
        out.append("| line | questions | right | wrong | rejected | others | others rejected |");
        out.append(" p50 | p95 | × real time |\n|---|---|---|---|---|---|---|---|---|---|\n");
        for (var row : rows) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "| %s, %s | %d | %.1f %% | %.1f %% | %.1f %% | %d | %.1f %% | %.0f ms"
                                    + " | %.0f ms | %.3f |\n",
                            language,
                            row.line,
                            row.questions,
                            100 * row.understood,
                            100 * row.wrong,
                            100 * row.turnedDown,
                            row.others,
                            100 * row.rejected,
                            row.p50Ms,
                            row.p95Ms,
                            row.realTime));
        }
        return out.toString();
    }

    /// Counts what was heard. Confined to one thread.
    static final class Tally {
        private final List<Double> millis = new ArrayList<>();
        private double seconds;
        private int questions;
        private int right;
        private int turnedDown;
        private int others;
        private int rejected;

        void add(
                @Nullable Meaning wanted,
                boolean understood,
                @Nullable Meaning heard,
                long nanos,
                double spokenSeconds) {
            millis.add(nanos / 1e6);
            seconds += spokenSeconds;
            if (wanted == null) {
                others++;
                rejected += understood ? 0 : 1;
            } else {
                questions++;
                right += wanted.equals(heard) ? 1 : 0;
                turnedDown += understood ? 0 : 1;
            }
        }

        Row row(String line) {
            Collections.sort(millis);
            double total = millis.stream().mapToDouble(Double::doubleValue).sum();
            return new Row(
                    line,
                    questions,
                    (double) right / questions,
                    (double) (questions - right - turnedDown) / questions,
                    (double) turnedDown / questions,
                    others,
                    (double) rejected / others,
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 95 / 100),
                    total / 1_000 / seconds);
        }
    }
}
