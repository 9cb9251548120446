package io.centralita.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.bench.Result.Row;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BenchmarkPageTest {
    private static final Result TURN = result("Turn", "12 ms");

    @Test
    void a_new_section_goes_to_the_end() {
        var page = BenchmarkPage.withSection("# Benchmarks\n", TURN, "Machine: a.");

        assertThat(page)
                .startsWith("# Benchmarks\n\n## Turn\n")
                .contains("Command: `./centralita bench turn`. Machine: a.")
                .endsWith("| median | 12 ms |\n\n");
    }

    @Test
    void a_repeated_measurement_replaces_its_own_section_alone() {
        var before = BenchmarkPage.withSection("# Benchmarks\n", TURN, "a");
        var both = BenchmarkPage.withSection(before, result("Calls", "3 ms"), "b");

        var page = BenchmarkPage.withSection(both, result("Turn", "9 ms"), "c");

        assertThat(page).contains("| median | 9 ms |", "| median | 3 ms |", "## Calls");
        assertThat(page).doesNotContain("12 ms");
        assertThat(page.indexOf("## Turn")).isLessThan(page.indexOf("## Calls"));
    }

    @Test
    void percentiles_are_of_the_nearest_rank() {
        var figures = Figures.of(List.of(40L, 10L, 30L, 20L));

        assertThat(figures.percentile(50)).isEqualTo(20);
        assertThat(figures.percentile(95)).isEqualTo(40);
        assertThat(Figures.of(List.of()).percentile(50)).isZero();
    }

    @Test
    void the_machine_tells_what_figures_depend_on() throws Exception {
        assertThat(Machine.now().words())
                .contains(" cores (", "load average ", "Commit ")
                .contains(Runtime.version().toString());
    }

    @Test
    void a_jmh_result_becomes_a_row_per_benchmark() throws Exception {
        var found =
                new JsonMapper()
                        .readTree(
                                """
                                [{"benchmark": "a.b.FrameBenchmark.encode_one_frame",
                                  "primaryMetric":
                                    {"score": 0.21, "scoreError": 0.02, "scoreUnit": "us/op"},
                                  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 176}}}]
                                """);

        assertThat(FramesBench.result(found).rows())
                .containsExactly(new Row("encode one frame", "0.210 ± 0.020 µs/op, 176 B"));
    }

    @Test
    void whoever_allocates_while_nobody_looks_on_is_found_out() throws Exception {
        var benchmark =
                """
                [{"benchmark": "a.b.C.both_sides_with_nobody_looking_on",
                  "primaryMetric": {"score": 0.01, "scoreError": 0, "scoreUnit": "us/op"},
                  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": %s}}}]
                """;
        var json = new JsonMapper();

        assertThat(FramesBench.result(json.readTree(benchmark.formatted("0.0001"))).good())
                .isTrue();
        assertThat(FramesBench.result(json.readTree(benchmark.formatted("24"))).good()).isFalse();
        assertThat(FramesBench.result(json.readTree("[]")).good()).isFalse();
    }

    private static Result result(String name, String median) {
        return new Result(
                name,
                "./centralita bench " + name.toLowerCase(Locale.ROOT),
                "What it is.",
                List.of(new Row("median", median)),
                true);
    }
}
