package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.caller.WebRtcCaller;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.Peer.Sent;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.child.ChildPeers;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The connections of the switchboard in a process of their own; the browser's in this one.
class InAnotherProcessTest {
    private static final double LEVEL_DBFS = -20;

    private OnvoidPeers browser;
    private WebRtcCaller caller;
    private ChildPeers server;

    @BeforeEach
    void begin() throws Exception {
        browser = new OnvoidPeers(Rig.settings());
        Rig.requireLibrary(browser);
        caller = new WebRtcCaller(browser);
        server = new ChildPeers(Rig.settings().atMost(2), Duration.ofMillis(100));
    }

    @AfterEach
    void end() throws Exception {
        long pid = server == null ? -1 : server.pid();
        if (server != null) {
            server.close();
            caller.close();
        }
        browser.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private WebRtcCall connect(ServerEnd end) throws Exception {
        var call = caller.call(end);
        assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
        assertThat(call.awaitOpen(Rig.PATIENCE)).isTrue();
        assertThat(end.awaitOpen()).isTrue();
        return call;
    }

    @Test
    void audio_and_texts_go_both_ways_and_a_new_way_is_found() throws Exception {
        assertThat(server.prepare()).isInstanceOf(Availability.Ready.class);
        var end = new ServerEnd(server);
        try (var call = connect(end)) {
            call.restart();
            call.say(Tones.sine(700, LEVEL_DBFS, Duration.ofSeconds(5), 24_000), 24_000);
            sayPaced(end.peer.join(), Tones.sine(1_000, LEVEL_DBFS, Duration.ofSeconds(3), 24_000));
            var there = Sound.last(call.heard(), Peer.HEAR_RATE_HZ, 0.5);
            assertThat(there.hz()).isCloseTo(1_000, within(5.0));
            assertThat(there.dbfs()).isCloseTo(LEVEL_DBFS, within(2.0));
            end.forget();
            assertThat(end.awaitAudio(Duration.ofMillis(700))).isTrue();
            var here = Sound.last(Pcm.samples(end.heard()), Peer.HEAR_RATE_HZ, 0.5);
            assertThat(here.hz()).isCloseTo(700, within(5.0));

            assertThat(end.peer.join().send("¿qué tal?")).isEqualTo(Sent.TAKEN);
            assertThat(call.awaitText("¿qué tal?"::equals, Rig.PATIENCE)).isTrue();
            call.send("☎");
            for (int i = 0; i < 500 && end.texts.isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(end.texts).containsExactly("☎");
            var stats = end.peer.join().stats().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(stats.pair()).isPresent();
            assertThat(stats.packetsReceived()).isPositive();
            assertThat(server.counts().open()).isEqualTo(1);
            end.peer.join().close();
        }
        assertThat(end.awaitEnd()).isEqualTo(PeerEnd.CLOSED);
        assertThat(server.counts().open()).isZero();
    }

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
    void a_fault_costs_browser_calls_and_nothing_else() throws Exception {
        var end = new ServerEnd(server);
        var call = connect(end);
        long pid = server.pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(end.awaitEnd()).isEqualTo(PeerEnd.BROKEN);
        assertThat(end.peer.join().send("anybody?")).isEqualTo(Sent.NOT_OPEN);
        assertThat(server.counts().open()).isZero();
        call.drop();
        // The next caller has a new process.
        var next = new ServerEnd(server);
        try (var again = connect(next)) {
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(again.awaitHeard(Duration.ofMillis(200), false, Rig.PATIENCE)).isTrue();
            next.peer.join().close();
        }
        assertThat(next.awaitEnd()).isEqualTo(PeerEnd.CLOSED);
    }

    @Test
    void what_is_refused_there_is_refused_here() throws Exception {
        PeerListener nobody = new PeerListener() {};
        try (var first = browser.offer(Runnable::run, nobody);
                var one = server.answer(first.description(), Runnable::run, nobody);
                var two = server.answer(first.description(), Runnable::run, nobody)) {
            assertThat(one.id()).isNotEqualTo(two.id());
            assertThatThrownBy(() -> server.answer(first.description(), Runnable::run, nobody))
                    .asInstanceOf(type(PeerFailure.class))
                    .extracting(PeerFailure::reason)
                    .isEqualTo(new Reason.NoRoom(2));
            assertThatThrownBy(() -> server.answer("v=0", Runnable::run, nobody))
                    .asInstanceOf(type(PeerFailure.class))
                    .extracting(PeerFailure::word)
                    .isEqualTo("not-understood");
            assertThatThrownBy(() -> one.renegotiate("v=0")).isInstanceOf(PeerFailure.class);
        }
    }

    @Test
    void more_than_the_other_side_takes_is_refused_and_what_was_taken_arrives() throws Exception {
        var end = new ServerEnd(server);
        try (var call = connect(end)) {
            var block = "b".repeat(200_000);
            int taken = 0;
            while (end.peer.join().send(block) == Sent.TAKEN && taken < 10_000) {
                taken++;
            }
            assertThat(end.peer.join().send("b".repeat(262_145))).isEqualTo(Sent.TOO_LONG);
            assertThat(taken).isBetween(5, 200);
            int expected = taken;
            assertThat(call.awaitText(text -> call.texts().size() >= expected, Rig.PATIENCE))
                    .isTrue();
            end.peer.join().close();
        }
    }

    @Test
    void when_all_is_closed_everybody_is_told() throws Exception {
        var end = new ServerEnd(server);
        var call = connect(end);
        server.close();
        assertThat(end.awaitEnd()).isEqualTo(PeerEnd.SHUT_DOWN);
        call.drop();
        assertThatThrownBy(() -> server.answer("v=0\r\n", Runnable::run, new PeerListener() {}))
                .isInstanceOf(PeerFailure.class);
    }

    @Test
    void its_settings_arrive_whole() throws Exception {
        server.close();
        server =
                new ChildPeers(
                        Rig.settings()
                                .advertised(List.of("203.0.113.9"))
                                .servers(
                                        List.of(
                                                new PeerSettings.Server(
                                                        List.of("stun:127.0.0.1:9"),
                                                        Optional.of(
                                                                new PeerSettings.Login(
                                                                        "u", "secret"))))));
        PeerListener nobody = new PeerListener() {};
        try (var offer = browser.offer(Runnable::run, nobody);
                var peer = server.answer(offer.description(), Runnable::run, nobody)) {
            assertThat(peer.description()).contains(" 203.0.113.9 ");
        }
    }
}
