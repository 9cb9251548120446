package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.Peer.Sent;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats.CandidateType;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A connection as it should be, between two libraries over the network of this machine.
@TestInstance(Lifecycle.PER_CLASS)
class ConnectionTest {
    private static final double LEVEL_DBFS = -20;

    private Rig rig;

    @BeforeAll
    void begin() throws Exception {
        rig = new Rig();
    }

    @AfterAll
    void end() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void what_the_caller_says_arrives_as_it_was_said() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            call.say(Tones.sine(700, LEVEL_DBFS, Duration.ofSeconds(4), 24_000), 24_000);
            assertThat(end.awaitAudio(Duration.ofSeconds(2))).isTrue();
            end.forget();
            assertThat(end.awaitAudio(Duration.ofSeconds(1))).isTrue();

            var sound = Sound.last(Pcm.samples(end.heard()), Peer.HEAR_RATE_HZ, 0.5);
            assertThat(sound.hz()).isCloseTo(700, within(5.0));
            assertThat(sound.dbfs()).isCloseTo(LEVEL_DBFS, within(2.0));
            assertThat(sound.tone()).isGreaterThan(0.9);
        }
    }

    @Test
    void what_we_say_is_heard_as_it_was_said() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var tone = Tones.sine(1_000, LEVEL_DBFS, Duration.ofSeconds(3), Peer.SAY_RATE_HZ);
            sayPaced(end.peer.join(), tone);

            var heard = call.heard();
            assertThat(heard.length).isGreaterThan(2 * Peer.HEAR_RATE_HZ);
            var sound = Sound.last(heard, Peer.HEAR_RATE_HZ, 0.5);
            assertThat(sound.hz()).isCloseTo(1_000, within(5.0));
            assertThat(sound.dbfs()).isCloseTo(LEVEL_DBFS, within(2.0));
            assertThat(sound.tone()).isGreaterThan(0.9);
        }
    }

    /// As a leg does: by the clock, not by counting.
    private static void sayPaced(Peer peer, short[] samples) {
        long begin = System.nanoTime();
        int frame = Peer.SAY_RATE_HZ / 50;
        for (int i = 0; i * frame < samples.length; i++) {
            long due = begin + i * 20_000_000L;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            peer.say(Pcm.bytes(samples, i * frame, frame));
        }
    }

    @Test
    void a_sink_is_called_a_hundred_times_a_second() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            assertThat(call.awaitHeard(Duration.ofSeconds(1), false, Rig.PATIENCE)).isTrue();
            long before = call.framesHeard();
            long beginNanos = System.nanoTime();
            assertThat(end.awaitAudio(Duration.ofSeconds(3))).isTrue();
            double seconds = (System.nanoTime() - beginNanos) / 1e9;

            // Twice as often is what comes of the wrong order of making (rule 1).
            assertThat((call.framesHeard() - before) / seconds).isLessThan(105);
        }
    }

    @Test
    void texts_go_both_ways_in_order() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            for (int i = 0; i < 200; i++) {
                assertThat(call.send("{\"number\":%d,\"text\":\"¿Qué tal? ☎\"}".formatted(i)))
                        .isEqualTo(Sent.TAKEN);
                assertThat(end.peer.join().send("answer " + i)).isEqualTo(Sent.TAKEN);
            }
            assertThat(call.awaitText("answer 199"::equals, Rig.PATIENCE)).isTrue();
            assertThat(call.texts()).hasSize(200).startsWith("answer 0", "answer 1");
            call.send("last");
            assertThat(end.peer.join().send("ask")).isEqualTo(Sent.TAKEN);
            assertThat(call.awaitText("ask"::equals, Rig.PATIENCE)).isTrue();
            awaitTexts(end, 201);
            assertThat(end.texts.get(7)).isEqualTo("{\"number\":7,\"text\":\"¿Qué tal? ☎\"}");
            assertThat(end.texts.getLast()).isEqualTo("last");
        }
    }

    private static void awaitTexts(ServerEnd end, int count) throws InterruptedException {
        for (int i = 0; i < 1_000 && end.texts.size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(end.texts).hasSize(count);
    }

    @Test
    void the_largest_text_arrives_whole_and_a_larger_one_is_refused() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var largest = "x".repeat(262_143) + "y";
            assertThat(end.peer.join().send(largest)).isEqualTo(Sent.TAKEN);
            assertThat(end.peer.join().send(largest + "z")).isEqualTo(Sent.TOO_LONG);
            // By bytes, not by characters.
            assertThat(end.peer.join().send("ñ".repeat(131_073))).isEqualTo(Sent.TOO_LONG);
            assertThat(end.peer.join().send("after")).isEqualTo(Sent.TAKEN);
            assertThat(call.awaitText("after"::equals, Rig.PATIENCE)).isTrue();
            assertThat(call.texts()).containsExactly(largest, "after");
        }
    }

    @Test
    void more_than_the_other_side_takes_is_refused_and_what_was_taken_arrives() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var block = "b".repeat(200_000);
            int taken = 0;
            Sent sent;
            while ((sent = end.peer.join().send(block)) == Sent.TAKEN && taken < 10_000) {
                taken++;
            }
            assertThat(sent).isEqualTo(Sent.FULL);
            // 1 MiB outside of the library and what it takes itself.
            assertThat(taken).isBetween(5, 60);
            int expected = taken;
            assertThat(call.awaitText(text -> call.texts().size() == expected, Rig.PATIENCE))
                    .isTrue();
        }
    }

    @Test
    void the_way_that_was_found_is_told_without_addresses() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            assertThat(call.awaitHeard(Duration.ofSeconds(1), false, Rig.PATIENCE)).isTrue();
            var stats = end.peer.join().stats().toCompletableFuture().get(5, TimeUnit.SECONDS);

            var pair = stats.pair().orElseThrow();
            assertThat(pair.local()).isEqualTo(CandidateType.HOST);
            assertThat(pair.remote()).isIn(CandidateType.HOST, CandidateType.PEER_REFLEXIVE);
            assertThat(pair.protocol()).isEqualTo("udp");
            assertThat(stats.packetsReceived()).isGreaterThan(10);
            assertThat(stats.packetsLost()).isZero();
            assertThat(stats.roundTrip()).isPresent();
            assertThat(stats.heard()).isGreaterThan(Duration.ofMillis(500));
            assertThat(end.states).containsSubsequence(PeerState.CONNECTING, PeerState.CONNECTED);
        }
    }

    @Test
    void a_new_way_is_found_while_the_call_goes_on() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var before = end.peer.join().description();
            call.restart();
            var after = end.peer.join().description();

            assertThat(ufrag(after)).isNotEqualTo(ufrag(before));
            assertThat(after).contains("a=candidate:");
            call.say(Tones.sine(500, LEVEL_DBFS, Duration.ofSeconds(3), 24_000), 24_000);
            end.forget();
            assertThat(end.awaitAudio(Duration.ofSeconds(2))).isTrue();
            assertThat(Sound.last(Pcm.samples(end.heard()), Peer.HEAR_RATE_HZ, 0.5).hz())
                    .isCloseTo(500, within(5.0));
            assertThat(end.peer.join().send("still here")).isEqualTo(Sent.TAKEN);
            assertThat(call.awaitText("still here"::equals, Rig.PATIENCE)).isTrue();
            assertThat(end.ended()).isFalse();
        }
    }

    private static String ufrag(String sdp) {
        return Arrays.stream(sdp.split("\r\n"))
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void only_whole_frames_are_said() throws Exception {
        var end = new ServerEnd(rig.server);
        try (WebRtcCall call = rig.connect(end)) {
            assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> end.peer.join().say(new byte[100]));
        }
    }
}
