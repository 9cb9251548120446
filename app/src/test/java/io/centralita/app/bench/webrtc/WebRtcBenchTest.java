package io.centralita.app.bench.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WebRtcBenchTest {
    @BeforeAll
    static void library() throws InterruptedException {
        try (var peers = new OnvoidPeers(PeerSettings.DEFAULT.ports(0, 0))) {
            assumeThat(peers.prepare()).isInstanceOf(Availability.Ready.class);
        }
    }

    @Test
    void whole_calls_are_measured_and_leave_nothing_behind() throws Exception {
        var second = Duration.ofSeconds(1);
        var coming = new BrowserCallsLoad.ComeAndGo(8, 2, false);
        var found =
                new BrowserCallsLoad("shared", 2, second, second, coming, progress -> {}).measure();
        assertThat(found.failed()).as(found.toString()).isZero();
        assertThat(found.cpuPercentPerCall()).isPositive();
        assertThat(found.lateMs("beatWorst")).isPositive();
        assertThat(found.audible()).as(found.toString()).isGreaterThan(0.5);
        assertThat(found.connected().path("soundP50").asLong()).isPositive();
        for (var what : List.of("calls", "callThreads", "connections")) {
            assertThat(found.left(what)).as(what).isZero();
        }
        assertThat(found.sessions()).isZero();
        assertThat(found.reports().path("all").asInt()).isPositive();
        assertThat(found.reports().path("unfinished").asInt()).isZero();
        assertThat(found.besideWasLost()).isFalse();
    }

    @Test
    void callers_leave_at_every_stage_and_pages_that_are_killed_tell_nobody() {
        var random = new Random(1);
        var all = Stream.generate(() -> Leaving.next(random)).limit(200).toList();
        assertThat(all).extracting(Leaving::stage).contains(Leaving.Stage.values());
        assertThat(all).filteredOn(leaving -> !leaving.tells()).hasSizeBetween(20, 90);
        assertThat(all)
                .extracting(Leaving::telling)
                .allMatch(Leaving::tells)
                .noneMatch(leaving -> leaving.stage() == Leaving.Stage.OFFERING);
    }

    @Test
    void connections_alone_are_measured_in_processes_of_their_own() throws Exception {
        var found =
                WebRtcLoad.measure(
                        2, Duration.ofSeconds(1), Duration.ofSeconds(1), 5, progress -> {});
        assertThat(found.failed()).as(found.comings().toString()).isZero();
        assertThat(found.cpuPercentPerCall()).isPositive();
        assertThat(found.sinkCallsPerSecond()).isBetween(50.0, 110.0);
        assertThat(found.audible()).isGreaterThan(0.5);
        assertThat(found.leftOpen()).isZero();
    }
}
