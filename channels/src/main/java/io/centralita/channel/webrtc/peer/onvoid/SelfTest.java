package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerState;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries the library out on itself: two connections that talk to each other.
///
/// It is there for rule 1 ([Factory]). Where that does not hold, each sink is called twice as often
/// as it should be, two hundred times a second, and the process is near its end; a new version of
/// the library, or of this code, is not to find that out with callers in it.
final class SelfTest {
    private static final Logger log = LoggerFactory.getLogger(SelfTest.class);
    private static final Executor AT_ONCE = Runnable::run;
    private static final long PATIENCE_MS = 5_000;

    /// Sink calls that are measured, the first ones not counted: about a second.
    private static final int CALLS = 100;

    private static final int ATTEMPTS = 3;
    private static final double LEAST = 95;
    private static final double MOST = 105;

    private final Offering offering;
    private final Answering answering;

    interface Offering {
        PeerOffer offer(Executor executor, PeerListener listener)
                throws PeerFailure, InterruptedException;
    }

    interface Answering {
        Peer answer(String offer, Executor executor, PeerListener listener)
                throws PeerFailure, InterruptedException;
    }

    SelfTest(Offering offering, Answering answering) {
        this.offering = offering;
        this.answering = answering;
    }

    /// What is wrong. Blocks for about two seconds.
    Optional<String> run() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var ears = new Ear[] {new Ear(), new Ear()};
            var fault = talk(ears[0], ears[1]);
            if (fault.isPresent()) {
                return fault;
            }
            double here = ears[0].perSecond();
            double there = ears[1].perSecond();
            log.atDebug()
                    .addKeyValue("offered", here)
                    .addKeyValue("answered", there)
                    .log("webrtc self-test");
            if (Math.max(here, there) > MOST) {
                return Optional.of(
                        "audio comes %.1f and %.1f times a second instead of 100"
                                .formatted(here, there));
            }
            if (Math.min(here, there) >= LEAST) {
                return Optional.empty();
            }
            if (attempt == ATTEMPTS) {
                // Slow is not dangerous: a machine that is busy starting.
                log.atWarn()
                        .addKeyValue("offered", here)
                        .addKeyValue("answered", there)
                        .log("webrtc: this machine is too slow for even audio");
                return Optional.empty();
            }
        }
    }

    private Optional<String> talk(Ear one, Ear other) throws InterruptedException {
        try (var offer = offering.offer(AT_ONCE, one);
                var answering = this.answering.answer(offer.description(), AT_ONCE, other);
                var _ = offer.accept(answering.description())) {
            if (!one.connected() || !other.connected()) {
                return Optional.of("two connections of this machine do not find each other");
            }
            if (!one.heard() || !other.heard()) {
                return Optional.of("no audio comes");
            }
            return Optional.empty();
        } catch (PeerFailure e) {
            return Optional.of(e.getMessage() == null ? e.word() : e.getMessage());
        }
    }

    /// Counts how often audio comes.
    private static final class Ear implements PeerListener {
        private final CountDownLatch connected = new CountDownLatch(1);
        private final CountDownLatch heard = new CountDownLatch(1);
        private int calls;
        private long firstNanos;
        private volatile double perSecond;

        @Override
        public void state(PeerState state) {
            if (state == PeerState.CONNECTED) {
                connected.countDown();
            }
        }

        @Override
        public void audio(byte[] frame) {
            if (connected.getCount() > 0) {
                return;
            }
            long nowNanos = System.nanoTime();
            if (calls == 0) {
                firstNanos = nowNanos;
            }
            if (calls == CALLS) {
                perSecond = CALLS * 1e9 / (nowNanos - firstNanos);
                heard.countDown();
            }
            calls++;
        }

        boolean connected() throws InterruptedException {
            return connected.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }

        boolean heard() throws InterruptedException {
            return heard.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }

        double perSecond() {
            return perSecond;
        }
    }
}
