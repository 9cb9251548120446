package io.centralita.app.bench.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An hour of fifty calls, shortened.
class SoakBenchTest {
    @BeforeAll
    static void speech() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @Test
    void calls_with_faults_at_random_leave_nothing_behind() throws Exception {
        var bench = new SoakBench(4, Duration.ofSeconds(15), Duration.ofSeconds(5), _ -> {});
        var result = bench.run();
        assertThat(result.good()).as(() -> result.rows().toString()).isTrue();
    }
}
