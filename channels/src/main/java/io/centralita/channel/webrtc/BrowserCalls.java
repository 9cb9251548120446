package io.centralita.channel.webrtc;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Returned;
import io.centralita.call.scope.Time;
import io.centralita.channel.ExpiringMap;
import io.centralita.channel.realtime.CallTaker;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.realtime.TrackSession;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of browsers: those under way, and those that ended a moment ago and may be gone on
/// with. Thread-safe.
final class BrowserCalls implements CallTaker {
    private static final Logger log = LoggerFactory.getLogger(BrowserCalls.class);

    /// How long a call that was lost may be gone on with (E6), and diagnostics of one that ended
    /// are taken.
    static final Duration MEMORY = Duration.ofSeconds(60);

    private static final int REMEMBERED = 1_000;

    /// From the end of a call to its history.
    private static final long HISTORY_SECONDS = 3;

    private final OfferAnswerer answerer;
    private final DiagnosticsKeeper keeper;
    private final Time time;
    private final Map<String, KnownCall> live = new ConcurrentHashMap<>();

    /// Those that the caller may come back to.
    private final ExpiringMap<KnownCall> lost = new ExpiringMap<>(REMEMBERED, MEMORY.toNanos());

    /// All others.
    private final ExpiringMap<KnownCall> past = new ExpiringMap<>(REMEMBERED, MEMORY.toNanos());

    private final Aside aside = new Aside();

    BrowserCalls(OfferAnswerer answerer, DiagnosticsKeeper keeper, Time time) {
        this.answerer = answerer;
        this.keeper = keeper;
        this.time = time;
    }

    /// Where work for them is done that blocks.
    Aside aside() {
        return aside;
    }

    /// Makes a call. Blocks: for a virtual thread.
    ///
    /// @param holder who has it; empty for a client of the protocol
    AnsweredOffer make(OfferAnswerer.Offer offer, String holder)
            throws OfferRefused, InterruptedException {
        var trouble = answerer.trouble();
        if (trouble.isPresent()) {
            throw new OfferRefused(503, trouble.get(), "before the offer was looked at");
        }
        var id = offer.info().callId();
        var call = answerer.answer(offer);
        var known = new KnownCall(id, holder, call, keeper);
        live.put(id, known);
        var _ = call.over().thenAccept(over -> ended(id, known, over));
        return new AnsweredOffer(id, call.answer(), known);
    }

    private void ended(String id, KnownCall known, OfferAnswerer.Over over) {
        known.ended(over);
        (over.mayGoOn() ? lost : past).put(id, known, time.nanoTime());
        live.remove(id);
    }

    /// @param answer SDP
    record AnsweredOffer(String callId, String answer, KnownCall known) {}

    /// A call under way, or one that ended a moment ago.
    Optional<KnownCall> known(String id) {
        long now = time.nanoTime();
        return Optional.ofNullable(live.get(id))
                .or(() -> lost.get(id, now))
                .or(() -> past.get(id, now));
    }

    Optional<KnownCall> underWay(String id) {
        return Optional.ofNullable(live.get(id));
    }

    /// What was said in a call that was lost, or that the page has given up by itself: it ends
    /// then. Blocks for a moment. Once for each call, for whoever had it.
    Optional<Returned> goOn(String id, String holder) throws InterruptedException {
        var underWay = live.get(id);
        if (underWay != null && underWay.holder().equals(holder)) {
            underWay.call().end(false, "resumed");
            return said(id, underWay);
        }
        var found = lost.take(id, one -> one.holder().equals(holder), time.nanoTime());
        return found.isEmpty() ? Optional.empty() : said(id, found.get());
    }

    private static Optional<Returned> said(String id, KnownCall call) throws InterruptedException {
        try {
            List<HistoryEntry> said =
                    call.call().said().toCompletableFuture().get(HISTORY_SECONDS, TimeUnit.SECONDS);
            return said.isEmpty() ? Optional.empty() : Optional.of(Returned.reconnected(said));
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn().addKeyValue("call", id).setCause(e).log("history of a lost call is gone");
            return Optional.empty();
        }
    }

    int open() {
        return live.size();
    }

    @Override
    public void take(String offer, TrackOpening opening, Context loop, Consumer<Taken> then) {
        var id = CallIds.next();
        var info = new LegInfo(WebRtcChannel.NAME, id, "", "", Map.of());
        aside.run(
                loop,
                id,
                () -> make(new OfferAnswerer.Offer(info, offer, opening, loop), ""),
                made -> then.accept(new Taken.Answered(id, made.answer())),
                refused ->
                        then.accept(
                                new Taken.Refused(
                                        refused.status(),
                                        refused.word().replace('-', '_'),
                                        String.valueOf(refused.getMessage()))));
    }

    @Override
    public Optional<TrackSession> find(String callId) {
        return underWay(callId).map(KnownCall::call).flatMap(OfferAnswerer.AnsweredCall::session);
    }

    @Override
    public boolean hangUp(String callId) {
        var call = underWay(callId);
        call.ifPresent(one -> one.call().end(true, "hung-up"));
        return call.isPresent();
    }
}
