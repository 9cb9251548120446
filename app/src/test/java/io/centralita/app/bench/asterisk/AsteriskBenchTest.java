package io.centralita.app.bench.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Its short form: whoever hangs up, at whatever moment, leaves nothing behind.
@Timeout(240)
class AsteriskBenchTest {
    @Test
    void calls_that_end_at_random_or_while_events_are_cut_leave_nothing_over_any_way_of_audio()
            throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var lines = new ArrayList<String>();
        var result = new AsteriskBench(60, Duration.ofSeconds(4), lines::add).run();
        assertThat(lines).hasSize(6);
        assertThat(result.columns()).containsExactly("websocket", "audiosocket", "rtp");
        assertThat(result.good()).as(result.rows().toString()).isTrue();
    }
}
