package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCStatsReport;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.sdp.Advertised;
import io.centralita.channel.webrtc.peer.sdp.Offer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of the library's.
///
/// Its [Belongings] are gone into on workers' threads, under `inside`, and not after [#end]. The
/// library's own threads ([Reports]) never take that lock: whoever holds it may be waiting for
/// them.
final class OnvoidPeer implements Peer {
    private static final Logger log = LoggerFactory.getLogger(OnvoidPeer.class);
    private static final long STATS_MS = 2_000;

    private final String id;
    private final PeerSettings settings;
    private final Workshop workshop;
    private final Executor executor;
    private final Delivery delivery;
    private final Factories factories;
    private final Tally tally;
    private final Patience patience;
    private final Consumer<OnvoidPeer> released;
    private final Negotiation negotiation;
    private final ReentrantLock negotiating = new ReentrantLock();
    private final ReentrantLock inside = new ReentrantLock();
    private final AtomicReference<@Nullable PeerEnd> ended = new AtomicReference<>();
    private volatile String description = "";
    private volatile @Nullable Voice voice;
    private volatile @Nullable Texts texts;

    /// Where it has its seat. Guarded by `inside`.
    private @Nullable Factory factory;

    /// Guarded by `inside`.
    private @Nullable Belongings belongings;

    /// What was agreed with the other side. Guarded by `negotiating`.
    private @Nullable Offer other;

    /// What all connections have in common.
    ///
    /// @param released called once for each, when nothing of it is left in the library
    record House(
            PeerSettings settings,
            Advertised advertised,
            Workshop workshop,
            Factories factories,
            Tally tally,
            Consumer<OnvoidPeer> released) {}

    OnvoidPeer(String id, House house, Executor executor, PeerListener listener) {
        this.id = id;
        settings = house.settings();
        workshop = house.workshop();
        tally = house.tally();
        released = house.released();
        factories = house.factories();
        this.executor = executor;
        delivery = new Delivery(id, executor, listener, () -> end(PeerEnd.LISTENER_STALLED), tally);
        patience =
                new Patience(
                        workshop.text(), settings.patience(), () -> end(PeerEnd.NOT_CONNECTED));
        negotiation = new Negotiation(this::inConnection, settings.gathering(), house.advertised());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    /// Makes the connection in the library. Called once, before all else.
    ///
    /// @param opens whether the data channel is opened from here
    void make(boolean opens) throws PeerFailure, InterruptedException {
        try {
            workshop.work(
                    () -> {
                        inside.lock();
                        try {
                            return makeInside(opens);
                        } finally {
                            inside.unlock();
                        }
                    });
        } catch (PeerFailure | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new PeerFailure(new Reason.Broken(e.toString()), e);
        }
        patience.begin();
    }

    private boolean makeInside(boolean opens) throws PeerFailure {
        var seat = ended.get() == null ? factories.take() : null;
        if (seat == null) {
            throw new PeerFailure(new Reason.Closed());
        }
        factory = seat;
        var reports =
                new Reports(
                        settings.dataChannel(), delivery, patience, seat, negotiation::gathered);
        var made = new Belongings(seat, Configuration.of(settings), reports, workshop, tally);
        reports.of(made);
        belongings = made;
        voice = made.voice();
        texts = made.texts();
        if (opens) {
            made.openChannel(settings.dataChannel(), reports);
        }
        return true;
    }

    /// Answers the first offer.
    void answer(Offer offer) throws PeerFailure, InterruptedException {
        negotiating.lockInterruptibly();
        try {
            take(offer);
        } finally {
            negotiating.unlock();
        }
    }

    @Override
    public String renegotiate(String offer) throws PeerFailure, InterruptedException {
        negotiating.lockInterruptibly();
        try {
            if (other == null) {
                throw new PeerFailure(new Reason.NotUnderstood("is not of this connection"));
            }
            var next = other.next(offer);
            retake(next);
            return description;
        } finally {
            negotiating.unlock();
        }
    }

    /// Stuck in the middle of it a connection is of no use to anybody.
    private void retake(Offer next) throws PeerFailure, InterruptedException {
        try {
            take(next);
        } catch (InterruptedException e) {
            end(PeerEnd.BROKEN);
            throw e;
        } catch (PeerFailure e) {
            if (!(e.reason() instanceof Reason.NotUnderstood)) {
                end(PeerEnd.BROKEN);
            }
            throw e;
        }
    }

    private void take(Offer offer) throws PeerFailure, InterruptedException {
        var answer = negotiation.answer(offer);
        if (!answer.hasAudio()) {
            throw new PeerFailure(new Reason.NoAudio());
        }
        agreed(offer);
        description = answer.sdp();
    }

    private void agreed(Offer theirs) {
        other = theirs;
        var out = texts;
        if (out != null) {
            out.limit(theirs.longestText());
        }
    }

    /// Makes an offer, the first one or a later one.
    PeerOffer offer(boolean iceRestart) throws PeerFailure, InterruptedException {
        negotiating.lockInterruptibly();
        try {
            description = negotiation.offer(iceRestart).sdp();
        } finally {
            negotiating.unlock();
        }
        return new Offered(this, description, !iceRestart);
    }

    @Override
    public PeerOffer restart() throws PeerFailure, InterruptedException {
        return offer(true);
    }

    void accept(String answer) throws PeerFailure, InterruptedException {
        var theirs = Offer.read(answer);
        negotiating.lockInterruptibly();
        try {
            negotiation.accept(theirs);
            agreed(theirs);
        } finally {
            negotiating.unlock();
        }
    }

    @Override
    public void say(byte[] frame) {
        var out = voice;
        if (out != null) {
            out.say(frame);
        }
    }

    @Override
    public Sent send(String text) {
        var out = texts;
        return out == null ? Sent.NOT_OPEN : out.send(text);
    }

    @Override
    public CompletionStage<PeerStats> stats() {
        var report = new CompletableFuture<RTCStatsReport>();
        workshop.later(
                () -> {
                    try {
                        insideNow(
                                mine -> {
                                    mine.connection().getStats(new Observers.OfStats(report));
                                    return true;
                                });
                    } catch (Exception | Error e) {
                        report.completeExceptionally(e);
                    }
                });
        return report.orTimeout(STATS_MS, TimeUnit.MILLISECONDS)
                .handleAsync(
                        (it, _) -> it == null ? PeerStats.NONE : StatsReader.read(it), executor);
    }

    private interface Use<T> {
        T of(Belongings belongings) throws Exception;
    }

    private <T> T inConnection(Negotiation.Use<T> use) throws Exception {
        return workshop.work(() -> insideNow(mine -> use.of(mine.connection())));
    }

    private <T> T insideNow(Use<T> use) throws Exception {
        inside.lock();
        try {
            if (belongings == null || ended.get() != null) {
                throw new PeerFailure(new Reason.Closed());
            }
            return use.of(belongings);
        } finally {
            inside.unlock();
        }
    }

    @Override
    public void close() {
        end(PeerEnd.CLOSED);
    }

    /// It never came about: nothing is told of it.
    void abandon() {
        delivery.cut();
        end(PeerEnd.CLOSED);
    }

    /// From any thread, any number of times. Returns at once.
    void end(PeerEnd why) {
        if (!ended.compareAndSet(null, why)) {
            return;
        }
        patience.end();
        var out = texts;
        if (out != null) {
            out.closed();
        }
        workshop.later(() -> release(why));
    }

    private void release(PeerEnd why) {
        inside.lock();
        try {
            if (belongings != null) {
                belongings.release();
                belongings = null;
            }
            if (factory != null) {
                factories.leave(factory);
                factory = null;
            }
        } finally {
            inside.unlock();
            log.atDebug().addKeyValue("peer", id).addKeyValue("end", why.word()).log("peer closed");
            released.accept(this);
            delivery.last(why);
        }
    }
}
