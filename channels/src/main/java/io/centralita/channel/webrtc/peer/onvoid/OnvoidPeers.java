package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.channel.webrtc.peer.Availability;
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
import io.centralita.channel.webrtc.peer.onvoid.Factories.Share;
import io.centralita.channel.webrtc.peer.sdp.Advertised;
import io.centralita.channel.webrtc.peer.sdp.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebRTC connections in this process. Nothing is loaded before somebody asks for it.
public final class OnvoidPeers implements Peers {
    private static final Logger log = LoggerFactory.getLogger(OnvoidPeers.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// The library is the same for the whole process: once tried out, it is known.
    private static volatile boolean proven;

    private final PeerSettings settings;
    private final Workshop workshop = new Workshop();
    private final Factories factories;
    private final Tally tally = new Tally();
    private final OnvoidPeer.House house;
    private final Semaphore room;
    private final Set<OnvoidPeer> peers = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final ReentrantLock preparing = new ReentrantLock();
    private volatile Availability availability = new Availability.Untried();
    private volatile boolean closed;

    /// @throws IllegalArgumentException where an advertised address is none
    public OnvoidPeers(PeerSettings settings) {
        this(settings, Share.USUAL);
    }

    OnvoidPeers(PeerSettings settings, Share share) {
        this.settings = settings;
        factories = new Factories(share);
        room = new Semaphore(settings.limit());
        house =
                new OnvoidPeer.House(
                        settings,
                        Advertised.of(settings.advertised()),
                        workshop,
                        factories,
                        tally,
                        this::released);
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public Availability prepare() throws InterruptedException {
        if (!(availability instanceof Availability.Untried)) {
            return availability;
        }
        preparing.lockInterruptibly();
        try {
            if (availability instanceof Availability.Untried && !closed) {
                availability = find();
            }
            return availability;
        } finally {
            preparing.unlock();
        }
    }

    private Availability find() throws InterruptedException {
        var found = load();
        if (found instanceof Availability.Ready && !proven) {
            var fault = tryOut();
            if (fault.isPresent()) {
                found = new Missing(Availability.Cause.SELF_TEST, fault.get(), List.of());
            } else {
                proven = true;
            }
        }
        switch (found) {
            case Missing(var cause, var detail, var packages) ->
                    log.atError()
                            .addKeyValue("cause", cause.word())
                            .addKeyValue("detail", detail)
                            .addKeyValue("packages", String.join(" ", packages))
                            .log("no browser calls: webrtc cannot be used");
            case Availability.Ready(var library) ->
                    log.atInfo().addKeyValue("library", library).log("webrtc is ready");
            case Availability.Untried _ -> {}
        }
        return found;
    }

    /// By a library of its own, with room for two.
    private Optional<String> tryOut() throws InterruptedException {
        var two = PeerSettings.DEFAULT.atMost(2).ports(settings.firstPort(), settings.lastPort());
        try (var trial = new OnvoidPeers(two)) {
            return new SelfTest(trial::makeOffer, trial::makeAnswer).run();
        }
    }

    private Availability load() throws InterruptedException {
        try {
            return workshop.work(NativeLibrary::load);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Missing(Availability.Cause.BROKEN, e.toString(), List.of());
        }
    }

    @Override
    public Peer answer(String offer, Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        var theirs = Offer.read(offer);
        requireReady();
        try {
            var peer = answer(theirs, executor, listener);
            tally.opened();
            return peer;
        } catch (PeerFailure e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public PeerOffer offer(Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        requireReady();
        var offer = makeOffer(executor, listener);
        tally.opened();
        return offer;
    }

    private void requireReady() throws PeerFailure, InterruptedException {
        if (prepare() instanceof Missing missing) {
            throw new PeerFailure(new Reason.Unavailable(missing));
        }
    }

    private void failed(PeerFailure failure) {
        if (failure.reason() instanceof Reason.Broken
                || failure.reason() instanceof Reason.NoRoom) {
            tally.failed();
            log.atWarn()
                    .addKeyValue("reason", failure.word())
                    .addKeyValue("detail", failure.reason())
                    .addKeyValue("open", peers.size())
                    .log("browser call not taken");
        }
    }

    private Peer makeAnswer(String offer, Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        return answer(Offer.read(offer), executor, listener);
    }

    private Peer answer(Offer offer, Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        var peer = take(executor, listener);
        try {
            peer.make(false);
            peer.answer(offer);
        } catch (PeerFailure | InterruptedException | RuntimeException | Error e) {
            peer.abandon();
            throw e;
        }
        return peer;
    }

    private PeerOffer makeOffer(Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException {
        var peer = take(executor, listener);
        try {
            peer.make(true);
            return peer.offer(false);
        } catch (PeerFailure | InterruptedException | RuntimeException | Error e) {
            peer.abandon();
            throw e;
        }
    }

    private OnvoidPeer take(Executor executor, PeerListener listener) throws PeerFailure {
        if (closed) {
            throw new PeerFailure(new Reason.Closed());
        }
        if (!room.tryAcquire()) {
            throw new PeerFailure(new Reason.NoRoom(settings.limit()));
        }
        var peer = new OnvoidPeer("w" + ids.incrementAndGet(), house, executor, listener);
        peers.add(peer);
        return peer;
    }

    private void released(OnvoidPeer peer) {
        peers.remove(peer);
        room.release();
    }

    @Override
    public PeerCounts counts() {
        return new PeerCounts(
                settings.limit() - room.availablePermits(),
                factories.size(),
                tally.countOpened(),
                tally.countFailed(),
                factories.recycled(),
                tally.countAudioDropped(),
                tally.countTextsDropped());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        peers.forEach(peer -> peer.end(PeerEnd.SHUT_DOWN));
        try {
            if (room.tryAcquire(settings.limit(), CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(settings.limit());
            } else {
                log.atWarn().addKeyValue("open", peers.size()).log("webrtc: not all were closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        factories.close();
        workshop.close();
    }
}
