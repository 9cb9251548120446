package io.centralita.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.bench.Result.Row;
import io.centralita.app.text.Columns;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FigureTableTest {
    private static final String LONG =
            "events cut 30 s: hung up and noticed, the longest time until then";

    @Test
    void figures_stand_below_each_other_and_long_words_are_broken_beside_them() {
        var lines =
                FigureTable.lines(
                        result(
                                List.of("websocket", "audiosocket", "rtp"),
                                new Row("calls", List.of("333", "334", "335")),
                                new Row(
                                        LONG,
                                        List.of(
                                                "4 of 4, 1.1 s",
                                                "4 of 4, 1.0 s",
                                                "4 of 4, 12.0 s"))));
        assertThat(lines).allMatch(line -> line.length() <= Columns.WIDTH);
        assertThat(lines.getFirst().strip()).startsWith("websocket").endsWith("rtp");
        int second = lines.getFirst().indexOf("audiosocket");
        assertThat(lines.get(1)).startsWith("calls ").endsWith("335");
        assertThat(lines.get(1).indexOf("334")).isEqualTo(second);
        assertThat(lines.get(2).indexOf("4 of 4, 1.0 s")).isEqualTo(second);
        assertThat(lines.get(3)).startsWith("  ").doesNotContain("of 4");
        assertThat(lines).hasSizeGreaterThan(4);
    }

    @Test
    void figures_that_do_not_fit_beside_each_other_get_a_line_each() {
        var wide = "0.63 / 1.15 / 10.3 / 12.12 ms";
        var lines =
                FigureTable.lines(
                        result(List.of("1", "50"), new Row(LONG, List.of(wide, wide + " or so"))));
        assertThat(lines).containsExactly(LONG, "  1   " + wide, "  50  " + wide + " or so");
    }

    @Test
    void one_figure_needs_no_head() {
        assertThat(
                        FigureTable.lines(
                                result(
                                        List.of("figure"),
                                        new Row("median", "12 ms"),
                                        new Row("p99 of all", "340 ms"))))
                .containsExactly("median      12 ms", "p99 of all  340 ms");
    }

    @Test
    void nothing_measured_is_no_line() {
        assertThat(FigureTable.lines(result(List.of("figure")))).isEmpty();
    }

    private static Result result(List<String> columns, Row... rows) {
        return new Result("Name", "command", "What it is.", columns, List.of(rows), true);
    }
}
