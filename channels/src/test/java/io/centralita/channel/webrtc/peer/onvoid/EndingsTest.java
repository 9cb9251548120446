package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.Peer.Sent;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerStats;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How connections end, whoever ends them and when.
class EndingsTest {
    private Rig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        awaitNone();
        rig.close();
        assertThat(rig.server.counts().factories()).isZero();
    }

    private void awaitNone() throws InterruptedException {
        for (int i = 0; i < 1_000 && rig.server.counts().open() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(rig.server.counts().open()).isZero();
    }

    @Test
    void a_caller_who_goes_is_noticed_by_the_data_channel() throws Exception {
        var end = new ServerEnd(rig.server);
        var call = rig.connect(end);
        call.drop();

        assertThat(end.awaitChannelClosed()).isTrue();
        // It is ours to close, or to wait for another way.
        assertThat(end.ended()).isFalse();
        assertThat(end.peer.join().send("anybody?")).isEqualTo(Sent.NOT_OPEN);
        end.peer.join().close();
        assertThat(end.awaitEnd()).isEqualTo(PeerEnd.CLOSED);
    }

    @Test
    void a_caller_notices_that_we_close() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            end.peer.join().close();
            assertThat(call.awaitHangUp(Rig.PATIENCE)).isTrue();
            assertThat(end.awaitEnd()).isEqualTo(PeerEnd.CLOSED);
        }
    }

    @Test
    void after_its_end_everything_is_without_effect() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var peer = end.peer.join();
            peer.close();
            peer.close();
            end.awaitEnd();

            peer.say(new byte[960]);
            assertThat(peer.send("late")).isEqualTo(Sent.NOT_OPEN);
            assertThat(peer.stats().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isEqualTo(PeerStats.NONE);
            assertThatThrownBy(call::restart).hasRootCauseInstanceOf(PeerFailure.class);
            peer.close();
        }
    }

    @Test
    void both_sides_may_close_at_any_moment() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 40; i++) {
            var end = new ServerEnd(rig.server);
            var call = rig.caller.call(end);
            call.say(new short[24_000], 24_000);
            var peer = end.peer.join();
            var ours =
                    Thread.startVirtualThread(
                            () -> {
                                for (long left = random.nextInt(200); left > 0; left -= 2) {
                                    peer.say(new byte[960]);
                                    peer.send("x".repeat(10_000));
                                    LockSupport.parkNanos(2_000_000);
                                }
                                peer.close();
                            });
            LockSupport.parkNanos(random.nextInt(200) * 1_000_000L);
            call.drop();
            ours.join();
            assertThat(end.awaitEnd()).isEqualTo(PeerEnd.CLOSED);
            assertThat(call.awaitEnd(Rig.PATIENCE)).isTrue();
        }
    }

    @Test
    void whoever_is_interrupted_while_answering_leaves_nothing() throws Exception {
        var random = new Random(8);
        for (int i = 0; i < 20; i++) {
            var offer = rig.browser.offer(Runnable::run, new PeerListener() {});
            var answering =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    rig.server
                                            .answer(
                                                    offer.description(),
                                                    Runnable::run,
                                                    new PeerListener() {})
                                            .close();
                                } catch (PeerFailure | InterruptedException _) {
                                    // either is right
                                }
                            });
            LockSupport.parkNanos(random.nextInt(40) * 1_000_000L);
            answering.interrupt();
            answering.join();
            offer.close();
        }
        awaitNone();
        try (var call = rig.connect(new ServerEnd(rig.server))) {
            assertThat(call.awaitHeard(Duration.ofMillis(200), false, Rig.PATIENCE)).isTrue();
        }
        rig.server.close();
    }

    @Test
    void who_never_comes_is_not_waited_for_for_ever() throws Exception {
        try (var impatient = new OnvoidPeers(Rig.settings().patience(Duration.ofSeconds(1)))) {
            var end = new ServerEnd(impatient);
            var offer = rig.browser.offer(Runnable::run, new PeerListener() {});
            end.call(offer.description());
            offer.close();
            assertThat(end.awaitEnd()).isEqualTo(PeerEnd.NOT_CONNECTED);
            assertThat(impatient.counts().open()).isZero();
        }
    }

    @Test
    void who_is_there_is_not_given_up() throws Exception {
        try (var impatient = new OnvoidPeers(Rig.settings().patience(Duration.ofSeconds(1)))) {
            var end = new ServerEnd(impatient);
            try (var call = rig.connect(end)) {
                assertThat(end.awaitNoEnd(Duration.ofMillis(1_500))).isTrue();
                assertThat(call.framesHeard()).isGreaterThan(50);
            }
        }
    }

    @Test
    void when_all_is_closed_everybody_is_told() throws Exception {
        var ends = new ServerEnd[3];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = new ServerEnd(rig.server);
            rig.connect(ends[i]);
        }
        rig.server.close();
        for (var end : ends) {
            assertThat(end.awaitEnd()).isEqualTo(PeerEnd.SHUT_DOWN);
        }
        var offer = rig.browser.offer(Runnable::run, new PeerListener() {});
        assertThatThrownBy(() -> new ServerEnd(rig.server).call(offer.description()))
                .hasCauseInstanceOf(PeerFailure.class)
                .cause()
                .asInstanceOf(type(PeerFailure.class))
                .extracting(PeerFailure::word)
                .isEqualTo("closed");
    }

    @Test
    void one_more_than_there_is_room_for_is_refused_and_the_next_after_one_has_gone_is_not()
            throws Exception {
        try (var small = new OnvoidPeers(Rig.settings().atMost(1))) {
            var first = new ServerEnd(small);
            try (var call = rig.connect(first)) {
                assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
                var offer = rig.browser.offer(Runnable::run, new PeerListener() {});
                assertThatThrownBy(
                                () ->
                                        small.answer(
                                                offer.description(),
                                                Runnable::run,
                                                new PeerListener() {}))
                        .asInstanceOf(type(PeerFailure.class))
                        .extracting(PeerFailure::reason)
                        .isEqualTo(new Reason.NoRoom(1));
                assertThat(small.counts().failed()).isEqualTo(1);
                first.peer.join().close();
                first.awaitEnd();
                small.answer(offer.description(), Runnable::run, new PeerListener() {}).close();
                offer.close();
            }
        }
    }

    @Test
    void a_listener_that_throws_is_told_what_comes_next() throws Exception {
        var end =
                new ServerEnd(rig.server) {
                    @Override
                    public void text(String text) {
                        super.text(text);
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public void audio(byte[] frame) {
                        super.audio(frame);
                        throw new IllegalStateException("on purpose");
                    }
                };
        try (var call = rig.connect(end)) {
            call.send("one");
            call.send("two");
            assertThat(end.awaitAudio(Duration.ofMillis(300))).isTrue();
            assertThat(end.texts).containsExactly("one", "two");
            end.peer.join().close();
        }
    }

    @Test
    void a_listener_that_stands_still_harms_nobody_else() throws Exception {
        var gate = new CountDownLatch(1);
        var stuck =
                new ServerEnd(rig.server) {
                    @Override
                    public void text(String text) {
                        super.text(text);
                        try {
                            gate.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        var other = new ServerEnd(rig.server);
        try (var one = rig.connect(stuck);
                var two = rig.connect(other)) {
            one.send("stop");
            assertThat(other.awaitAudio(Duration.ofMillis(1_500))).isTrue();
            two.send("hello");
            assertThat(two.framesHeard()).isGreaterThan(50);
            // What nobody took in a second is dropped, and counted.
            assertThat(rig.server.counts().audioDropped()).isPositive();
            assertThat(stuck.ended()).isFalse();
            for (int i = 0; i < Delivery.MAX_TEXTS + 10; i++) {
                while (one.send("more") == Sent.FULL) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
            assertThat(one.awaitHangUp(Rig.PATIENCE)).isTrue();
            gate.countDown();
            assertThat(stuck.awaitEnd()).isEqualTo(PeerEnd.LISTENER_STALLED);
            assertThat(other.ended()).isFalse();
            other.peer.join().close();
        }
    }

    @Test
    void a_listener_whose_executor_has_ended_loses_the_connection() throws Exception {
        var offer = rig.browser.offer(Runnable::run, new PeerListener() {});
        var ended = new AtomicBoolean();
        Peer peer =
                rig.server.answer(
                        offer.description(),
                        what -> {
                            if (ended.get()) {
                                throw new RejectedExecutionException("ended");
                            }
                            what.run();
                        },
                        new PeerListener() {});
        ended.set(true);
        offer.accept(peer.description());
        awaitNone();
        offer.close();
    }
}
