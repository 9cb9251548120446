package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Availability.Cause;
import io.centralita.channel.webrtc.peer.Availability.Missing;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerCounts;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.Peers;
import io.centralita.channel.webrtc.peer.sdp.Advertised;
import io.centralita.channel.webrtc.peer.sdp.Offer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebRTC connections in a child process, which is started when somebody asks for one, and again
/// when it was lost.
public final class ChildPeers implements Peers {
    private static final Logger log = LoggerFactory.getLogger(ChildPeers.class);

    /// Who is lost again and again is not started more often than that.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PeerSettings settings;
    private final Duration pause;
    private final AtomicLong ids = new AtomicLong();
    private final Totals totals = new Totals();
    private final ReentrantLock starting = new ReentrantLock();
    private volatile Availability availability = new Availability.Untried();
    private volatile @Nullable ChildProcess child;
    private volatile boolean closed;

    /// Guarded by `starting`.
    private long startedNanos;

    /// @throws IllegalArgumentException where an advertised address is none
    public ChildPeers(PeerSettings settings) {
        this(settings, PAUSE);
    }

    /// @param pause between two starts
    public ChildPeers(PeerSettings settings, Duration pause) {
        Advertised.of(settings.advertised());
        this.settings = settings;
        this.pause = pause;
        startedNanos = System.nanoTime() - pause.toNanos();
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public Availability prepare() throws InterruptedException {
        try {
            ready();
        } catch (PeerFailure e) {
            if (e.reason() instanceof Reason.Unavailable(var missing)) {
                return missing;
            }
        }
        return availability;
    }

    /// The process that has connections; started where there is none.
    private ChildProcess ready() throws PeerFailure, InterruptedException {
        var current = child;
        if (current != null && current.alive()) {
            return current;
        }
        starting.lockInterruptibly();
        try {
            current = child;
            if (closed) {
                throw new PeerFailure(new Reason.Closed());
            }
            if (current != null && current.alive()) {
                return current;
            }
            if (availability instanceof Missing missing) {
                throw new PeerFailure(new Reason.Unavailable(missing));
            }
            return start();
        } finally {
            starting.unlock();
        }
    }

    private ChildProcess start() throws PeerFailure, InterruptedException {
        if (System.nanoTime() - startedNanos < pause.toNanos()) {
            throw missing("the process for browser calls was started a moment ago");
        }
        startedNanos = System.nanoTime();
        try {
            var started = ChildProcess.start(settings, totals);
            var found = started.prepare();
            if (found instanceof Missing missing) {
                started.close();
                if (missing.cause() != Cause.BROKEN) {
                    availability = missing;
                }
                throw new PeerFailure(new Reason.Unavailable(missing));
            }
            availability = found;
            log.atInfo().addKeyValue("pid", started.pid()).log("process for browser calls started");
            child = started;
            return started;
        } catch (IOException e) {
            throw missing(e.toString());
        }
    }

    /// For now: whoever asks next may find it otherwise.
    private static PeerFailure missing(String detail) {
        return new PeerFailure(
                new Reason.Unavailable(new Missing(Cause.BROKEN, detail, List.of())));
    }

    @Override
    public Peer answer(String offer, Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        var theirs = Offer.read(offer);
        var process = ready();
        var peer = process.host(ids.incrementAndGet(), executor, listener);
        try {
            peer.answer(offer, theirs.longestText());
            totals.opened();
            return peer;
        } catch (PeerFailure | InterruptedException | RuntimeException e) {
            peer.abandon();
            throw e;
        }
    }

    @Override
    public PeerOffer offer(Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        var peer = ready().host(ids.incrementAndGet(), executor, listener);
        try {
            var offer = peer.offer();
            totals.opened();
            return offer;
        } catch (PeerFailure | InterruptedException | RuntimeException e) {
            peer.abandon();
            throw e;
        }
    }

    @Override
    public PeerCounts counts() {
        var current = child;
        return totals.counts(current == null ? 0 : current.open());
    }

    /// Of the process that there is now; for logs and tests.
    public long pid() {
        var current = child;
        return current == null ? -1 : current.pid();
    }

    @Override
    public void close() {
        closed = true;
        var current = child;
        if (current != null) {
            current.end(PeerEnd.SHUT_DOWN);
        }
    }
}
