package io.centralita.app.bench.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.G711;
import io.centralita.media.Noise;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class RtpBenchTest {
    @Test
    void purity_is_the_tone_over_all_else() {
        var whole = Tones.sine(440, -15, Duration.ofSeconds(2), 8_000);
        var tone = Arrays.copyOfRange(whole, 800, 15_200); // Without its soft ends.
        assertThat(TonePurity.sinadDb(tone, 440, 8_000)).isGreaterThan(50);
        var noisy = Noise.of(Noise.Kind.WHITE, 1, 8_000).over(tone, 20);
        assertThat(TonePurity.sinadDb(noisy, 440, 8_000)).isBetween(18.0, 22.0);
        assertThat(TonePurity.sinadDb(tone, 1_000, 8_000)).isLessThan(-10);
    }

    @Test
    void a_perfect_network_changes_nothing_and_a_bad_one_does_so_at_every_run_alike() {
        var sent = G711.encodeMuLaw(Tones.sine(440, -15, Duration.ofSeconds(5), 8_000));
        var heard = FaultyNetwork.PERFECT.carry(sent, 1);
        assertThat(HexFormat.of().formatHex(heard)).contains(HexFormat.of().formatHex(sent));
        var bad = FaultyNetwork.BAD.carry(sent, 1);
        assertThat(bad).isNotEqualTo(heard).isEqualTo(FaultyNetwork.BAD.carry(sent, 1));
        assertThat(bad).isNotEqualTo(FaultyNetwork.BAD.carry(sent, 2));
    }

    @Test
    void tones_stay_tones_over_a_bad_network() {
        for (int hz : RtpQuality.TONES_HZ) {
            var tone = RtpQuality.tone(hz);
            assertThat(tone.perfect()).as("%d Hz, μ-law alone", hz).isGreaterThan(35);
            assertThat(tone.bad()).as("%d Hz", hz).isBetween(20.0, tone.perfect());
        }
    }

    @Test
    void a_few_calls_are_measured_in_processes_of_their_own() throws Exception {
        var found = RtpLoad.measure(5, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(found.packets()).isGreaterThan(100);
        assertThat(found.heard()).isPositive();
        assertThat(found.lost()).isZero();
        assertThat(found.allocatedPerPacket()).isPositive();
        assertThat(found.serverMs("beatWorst")).isPositive();
    }
}
