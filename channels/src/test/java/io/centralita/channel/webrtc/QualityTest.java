package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.PeerStats.CandidateType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityTest {
    private final Quality quality = new Quality();

    private static PeerStats stats(long lost) {
        return new PeerStats(
                Optional.of(
                        new PeerStats.Pair(
                                CandidateType.HOST, CandidateType.PEER_REFLEXIVE, "udp")),
                Optional.of(Duration.ofMillis(31)),
                100,
                lost,
                Duration.ofMillis(4),
                100,
                2,
                Duration.ZERO,
                Duration.ofSeconds(2));
    }

    @Test
    void what_was_lost_is_told_once() {
        assertThat(quality.told(stats(3))).isEqualTo(3);
        assertThat(quality.told(stats(5))).isEqualTo(2);
        assertThat(quality.told(stats(5))).isZero();
    }

    @Test
    void a_look_that_finds_nothing_changes_nothing() {
        quality.told(stats(3));
        assertThat(quality.told(PeerStats.NONE)).isZero();
        assertThat(quality.told(stats(4))).isEqualTo(1);
        assertThat(quality.way()).isEqualTo("host-prflx/udp");
        assertThat(quality.roundTripMs()).contains(31L);
        assertThat(quality.jitterMs()).isEqualTo(4);
        assertThat(quality.lostThere()).isEqualTo(2);
    }

    @Test
    void before_a_way_is_found_none_is_named() {
        assertThat(quality.way()).isEqualTo("unknown");
        assertThat(quality.roundTripMs()).isEmpty();
    }
}
