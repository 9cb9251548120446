package io.centralita.app.bench.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.bench.Result;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmBenchTest {
    @Test
    void a_short_measurement_tells_prepared_calls_from_cold_ones() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var result = new WarmBench(4, _ -> {}).run();

        assertThat(result.columns()).containsExactly("prepared", "cold");
        assertThat(figures(result, "put through warm")).containsExactly("4", "0");
        assertThat(figures(result, "failed")).containsExactly("0", "0");
        var connect = (double) WarmBench.CONNECT.toMillis();
        assertThat(milliseconds(result, "stream start → first frame, worst", 0))
                .isBetween(0.0, connect);
        assertThat(milliseconds(result, "stream start → first frame, p50", 1))
                .isGreaterThanOrEqualTo(connect);
    }

    private static double milliseconds(Result result, String what, int column) {
        return Double.parseDouble(figures(result, what).get(column).replace(" ms", ""));
    }

    private static List<String> figures(Result result, String what) {
        return result.rows().stream()
                .filter(row -> row.what().equals(what))
                .findFirst()
                .orElseThrow()
                .figures();
    }
}
