package io.centralita.channel.webrtc;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Returned;
import io.centralita.call.scope.Time;
import io.centralita.channel.ExpiringMap;
import io.centralita.channel.realtime.CallTaker;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.realtime.TrackSession;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
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

    /// Entries of a conversation that is gone on with; the oldest are left out.
    private static final int MOST_SAID = 500;

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
        var before = offer.opening().returned().map(Returned::history).orElse(List.of());
        var known = new KnownCall(id, holder, call, before, keeper);
        live.put(id, known);
        var _ = call.over().thenAccept(over -> ended(id, known, over));
        return new AnsweredOffer(id, call.answer(), known);
    }

    private void ended(String id, KnownCall known, OfferAnswerer.Over over) {
        known.ended(over);
        // A page that comes back to a conversation and does not get through tries once more.
        boolean notReached = !known.before().isEmpty() && over.endedBy().equals("channel");
        (over.mayGoOn() || notReached ? lost : past).put(id, known, time.nanoTime());
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

    /// The call that its caller may go on with, once: one that was lost, or that the page gives up
    /// by itself.
    Optional<KnownCall> lost(String id) {
        return Optional.ofNullable(live.get(id))
                .or(() -> lost.get(id, time.nanoTime()))
                .filter(call -> !call.holder().isEmpty() && !call.isClaimed());
    }

    /// What was said in a call that was claimed; it ends with this. Blocks for a moment.
    Optional<Returned> goOn(String id, KnownCall call) throws InterruptedException {
        call.call().ifPresent(going -> going.end(false, "resumed"));
        return said(id, call);
    }

    /// There is no call that goes on with it: its caller may try once more.
    void giveBack(String id, KnownCall call) {
        lost.put(id, call, time.nanoTime());
        call.giveBack();
    }

    /// The caller wants no more of it, be it over already.
    static void hangUp(KnownCall call) {
        call.call().ifPresent(going -> going.end(true, "hung-up"));
        call.claim(); // nobody goes on with it
    }

    private static Optional<Returned> said(String id, KnownCall call) throws InterruptedException {
        try {
            var said = new ArrayList<>(call.before());
            said.addAll(call.said().toCompletableFuture().get(HISTORY_SECONDS, TimeUnit.SECONDS));
            said.subList(0, Math.max(0, said.size() - MOST_SAID)).clear();
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
        return underWay(callId)
                .flatMap(KnownCall::call)
                .flatMap(OfferAnswerer.AnsweredCall::session);
    }

    @Override
    public boolean hangUp(String callId) {
        var call = underWay(callId);
        call.ifPresent(BrowserCalls::hangUp);
        return call.isPresent();
    }
}
