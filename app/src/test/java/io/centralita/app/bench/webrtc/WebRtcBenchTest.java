package io.centralita.app.bench.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WebRtcBenchTest {
    @Test
    void a_few_calls_are_measured_in_processes_of_their_own() throws Exception {
        try (var peers = new OnvoidPeers(PeerSettings.DEFAULT.ports(0, 0))) {
            assumeThat(peers.prepare()).isInstanceOf(Availability.Ready.class);
        }
        var found =
                WebRtcLoad.measure(
                        2, Duration.ofSeconds(1), Duration.ofSeconds(1), 5, progress -> {});
        assertThat(found.failed()).isZero();
        assertThat(found.cpuPercentPerCall()).isPositive();
        assertThat(found.sinkCallsPerSecond()).isBetween(50.0, 110.0);
        assertThat(found.audible()).isGreaterThan(0.5);
        assertThat(found.last().path("open").asInt()).isZero();
    }
}
