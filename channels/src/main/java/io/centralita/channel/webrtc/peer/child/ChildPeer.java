package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.child.Frame.Kind;
import io.centralita.channel.webrtc.peer.delivery.Delivery;
import io.centralita.channel.webrtc.peer.sdp.Offer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection in another process.
final class ChildPeer implements Peer {
    private static final Logger log = LoggerFactory.getLogger(ChildPeer.class);

    /// Texts that the process has not passed on.
    private static final long MAX_BYTES = 1024 * 1024;

    private static final int MAX_TEXTS = 1_024;
    private static final int SHORT_FRAME = 480;
    private static final long STATS_MS = 2_000;

    private final long number;
    private final ChildProcess process;
    private final Executor executor;
    private final Delivery delivery;
    private final Totals totals;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile String description = "";
    private volatile boolean connected;
    private volatile boolean stalledEnd;

    /// Guarded by the lock, as all that follows.
    private boolean open;

    private int longest;
    private long bytes;
    private int texts;

    ChildPeer(
            long number,
            ChildProcess process,
            Executor executor,
            PeerListener listener,
            Totals totals) {
        this.number = number;
        this.process = process;
        this.executor = executor;
        this.totals = totals;
        delivery = new Delivery(id(), executor, listener, this::stalled, totals::audioDropped);
    }

    long number() {
        return number;
    }

    @Override
    public String id() {
        return "c" + number;
    }

    @Override
    public String description() {
        return description;
    }

    void answer(String offer, int longestText) throws PeerFailure, InterruptedException {
        limit(longestText);
        description = ask(Kind.ANSWER, offer);
    }

    private void limit(int longestText) {
        lock.lock();
        try {
            longest = longestText;
        } finally {
            lock.unlock();
        }
    }

    private String ask(Kind kind, String text) throws PeerFailure, InterruptedException {
        return new String(process.ask(kind, number, text), StandardCharsets.UTF_8);
    }

    @Override
    public String renegotiate(String offer) throws PeerFailure, InterruptedException {
        requireOpen();
        var theirs = Offer.read(offer);
        description = ask(Kind.RENEGOTIATE, offer);
        limit(theirs.longestText());
        return description;
    }

    private void requireOpen() throws PeerFailure {
        if (closing.get()) {
            throw new PeerFailure(new Reason.Closed());
        }
    }

    PeerOffer offer() throws PeerFailure, InterruptedException {
        description = ask(Kind.OFFER, "");
        return new Offered(description, true);
    }

    @Override
    public PeerOffer restart() throws PeerFailure, InterruptedException {
        requireOpen();
        description = ask(Kind.RESTART, "");
        return new Offered(description, false);
    }

    private final class Offered implements PeerOffer {
        private final String offer;
        private final boolean first;
        private final AtomicBoolean accepted = new AtomicBoolean();

        private Offered(String offer, boolean first) {
            this.offer = offer;
            this.first = first;
        }

        @Override
        public String description() {
            return offer;
        }

        @Override
        public Peer accept(String answer) throws PeerFailure, InterruptedException {
            limit(Offer.read(answer).longestText());
            ask(Kind.ACCEPT, answer);
            accepted.set(true);
            return ChildPeer.this;
        }

        @Override
        public void close() {
            if (first && !accepted.get()) {
                abandon();
            }
        }
    }

    @Override
    public void say(byte[] frame) {
        if (frame.length != SHORT_FRAME && frame.length != 2 * SHORT_FRAME) {
            throw new IllegalArgumentException("a frame has 480 or 960 bytes, not " + frame.length);
        }
        if (connected && !process.send(Frame.of(Kind.SAY, number, frame.clone()))) {
            totals.audioDropped();
        }
    }

    @Override
    public Sent send(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (!open || closing.get()) {
                return Sent.NOT_OPEN;
            }
            if (encoded.length > longest) {
                totals.textDropped();
                return Sent.TOO_LONG;
            }
            if (texts >= MAX_TEXTS || bytes + encoded.length > MAX_BYTES) {
                totals.textDropped();
                return Sent.FULL;
            }
            texts++;
            bytes += encoded.length;
            process.send(Frame.of(Kind.SEND, number, encoded));
            return Sent.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<PeerStats> stats() {
        return process.question(Kind.STATS, number, "")
                .orTimeout(STATS_MS, TimeUnit.MILLISECONDS)
                .handleAsync((body, _) -> body == null ? PeerStats.NONE : stats(body), executor);
    }

    private static PeerStats stats(byte[] body) {
        try {
            return Bodies.stats(body);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("webrtc process: statistics not understood");
            return PeerStats.NONE;
        }
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            process.send(Frame.of(Kind.CLOSE, number));
        }
    }

    private void stalled() {
        stalledEnd = true;
        close();
    }

    /// It never came about: nothing is told of it.
    void abandon() {
        delivery.cut();
        close();
        process.gone(this);
    }

    /// What the process tells.
    void take(Frame frame) {
        switch (frame.kind()) {
            case AUDIO -> delivery.audio(frame.body());
            case TEXT -> delivery.text(frame.text());
            case STATE -> state(PeerState.valueOf(frame.text()));
            case CHANNEL_OPENED -> channel(true, PeerListener::dataChannelOpened);
            case CHANNEL_CLOSED -> channel(false, PeerListener::dataChannelClosed);
            case TOOK -> took(Integer.parseInt(frame.text()));
            case CLOSED -> ended(PeerEnd.valueOf(frame.text()));
            default -> throw new IllegalArgumentException(frame.kind().name());
        }
    }

    private void state(PeerState state) {
        connected |= state == PeerState.CONNECTED;
        delivery.sign(listener -> listener.state(state));
    }

    private void channel(boolean nowOpen, Consumer<PeerListener> sign) {
        lock.lock();
        try {
            open = nowOpen;
        } finally {
            lock.unlock();
        }
        delivery.sign(sign);
    }

    private void took(int taken) {
        lock.lock();
        try {
            texts--;
            bytes -= taken;
        } finally {
            lock.unlock();
        }
    }

    private void ended(PeerEnd why) {
        closing.set(true);
        process.gone(this);
        delivery.last(stalledEnd ? PeerEnd.LISTENER_STALLED : why);
    }

    /// The process is gone.
    void lost(PeerEnd why) {
        ended(why);
    }
}
