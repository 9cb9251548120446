package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Against a library that behaves as it is told.
class SelfTestTest {
    private static Optional<String> tryOut(int callsPerSecond) throws InterruptedException {
        return new SelfTest(
                        (executor, listener) -> new Pretended(listener, callsPerSecond),
                        (offer, executor, listener) -> new Pretended(listener, callsPerSecond))
                .run();
    }

    @Test
    void a_hundred_calls_a_second_are_right() throws Exception {
        assertThat(tryOut(100)).isEmpty();
    }

    @Test
    void twice_as_many_are_the_broken_rule() throws Exception {
        assertThat(tryOut(200)).get().asString().contains("instead of 100");
    }

    @Test
    void a_failure_is_told() throws Exception {
        var fault =
                new SelfTest(
                                (executor, listener) -> {
                                    throw new PeerFailure(new Reason.Broken("nothing works"));
                                },
                                (offer, executor, listener) -> new Pretended(listener, 100))
                        .run();
        assertThat(fault).get().asString().contains("nothing works");
    }

    /// Connected at once; gives silence as often as wanted until it is closed.
    private static final class Pretended implements Peer, PeerOffer {
        private final Thread thread;

        Pretended(PeerListener listener, int callsPerSecond) {
            thread =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        listener.state(PeerState.CONNECTED);
                                        long begin = System.nanoTime();
                                        for (long i = 0; !Thread.interrupted(); i++) {
                                            long due = begin + i * 1_000_000_000L / callsPerSecond;
                                            LockSupport.parkNanos(due - System.nanoTime());
                                            listener.audio(new byte[960]);
                                        }
                                    });
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public Peer accept(String answer) {
            return this;
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        @Override
        public String id() {
            return "pretended";
        }

        @Override
        public String renegotiate(String offer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerOffer restart() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void say(byte[] frame) {}

        @Override
        public Sent send(String text) {
            return Sent.NOT_OPEN;
        }

        @Override
        public CompletionStage<PeerStats> stats() {
            return CompletableFuture.completedStage(PeerStats.NONE);
        }
    }
}
