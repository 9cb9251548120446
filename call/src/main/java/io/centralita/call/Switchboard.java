package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.Reception;
import io.centralita.call.scope.CallScope;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where legs arrive and become calls. Thread-safe.
///
/// A channel that is told of a caller before they are on the line asks what is to become of them
/// ([#receive]) and lets them ring ([#ring]); their leg, which comes with the same call id, finds
/// what was prepared. Legs of other channels just come ([#accept]).
public final class Switchboard implements AutoCloseable {
    /// Goes before a call's id in the name of what is prepared for it, in logs.
    public static final String PREPARED = "pre_";

    private static final Logger log = LoggerFactory.getLogger(Switchboard.class);

    private final SwitchboardParts parts;
    private final FrontDesk desk;
    private final Announcements announced = new Announcements();
    private final LiveCalls calls = new LiveCalls();
    private volatile boolean closing;

    public Switchboard(SwitchboardParts parts) {
        this.parts = parts;
        this.desk = new FrontDesk(parts);
    }

    /// What is to become of a caller. Never blocks; completes within the bound of
    /// [SwitchboardParts.Limits#reception], whatever the receptionist does.
    public CompletionStage<Reception> receive(LegInfo caller) {
        return desk.receive(caller);
    }

    /// A caller hears ringing. Prepares the call where that is wanted and there is room for it; the
    /// same call is prepared once, however often it is announced. For legs that are paced and
    /// greeted and leave conduct and tools to the house.
    ///
    /// @param promise what the leg will have
    public RingingCall ring(LegInfo caller, LegPromise promise, Reception.Welcome welcome) {
        var id = caller.callId();
        var leg = prepare(caller, promise, welcome);
        var settled = leg == null ? LiveCalls.NOTHING_TO_WAIT_FOR : leg.settled();
        return new RingingCall(
                welcome.ringing(), leg != null, settled.copy(), () -> gone(id), parts.time());
    }

    /// The caller of this call does not come any more, or is gone: what was prepared is closed. Any
    /// number of times, for any call; a call that has its leg goes on.
    public void gone(String callId) {
        announced.take(callId, parts.time().nanoTime());
        calls.withdraw(callId, Pickup.WHILE_RINGING);
    }

    /// Whether this call was announced by [#ring] and has no leg yet.
    public boolean isAnnounced(String callId) {
        return announced.holds(callId, parts.time().nanoTime());
    }

    /// Puts a caller through. Never blocks; a caller that cannot be served is refused by closing
    /// the leg.
    public void accept(Leg leg) {
        var id = leg.info().callId();
        if (!closing && calls.attach(leg)) {
            announced.take(id, parts.time().nanoTime());
            return;
        }
        var refusal = refusal(id);
        var known = announced.take(id, parts.time().nanoTime());
        if (refusal != null) {
            refuse(leg, refusal);
        } else if (known != null) {
            open(leg, known);
        } else {
            var _ =
                    desk.receive(leg.info())
                            .whenComplete(
                                    (reception, fault) -> {
                                        if (fault != null) {
                                            notOpened(leg, fault);
                                        } else {
                                            receive(leg, reception);
                                        }
                                    });
        }
    }

    /// Whether the next caller would be put through. A channel that can still say something to a
    /// caller it does not accept asks this first; [#accept] decides.
    public boolean hasRoom() {
        return !closing && calls.size() < parts.limits().calls();
    }

    /// Those whose caller is on the line.
    public int liveCalls() {
        return calls.putThrough();
    }

    /// Those that are prepared for callers who are not on the line yet.
    public int ringingCalls() {
        return calls.size() - calls.putThrough();
    }

    /// Waits until nothing is left of a call whose leg is closed, so that another of the same id is
    /// no duplicate. Blocks: not for an event loop.
    ///
    /// @return false where something is left after so long
    public boolean awaitEnd(String callId, Duration patience) throws InterruptedException {
        return calls.awaitEnd(callId, patience);
    }

    /// Takes no more calls, tells the callers of the live ones, and waits for them to end; who is
    /// left after the given time is cut off.
    public void close(Duration patience) throws InterruptedException {
        closing = true;
        calls.end(new CallEnd(CallEnd.By.SWITCHBOARD, "closing-down"), patience);
    }

    @Override
    public void close() {
        try {
            close(Duration.ZERO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(Leg leg, Reception reception) {
        switch (reception) {
            case Reception.Welcome welcome -> open(leg, welcome);
            case Reception.NumberUnknown _ -> refuse(leg, "number-unknown");
        }
    }

    private synchronized void open(Leg leg, Reception.Welcome welcome) {
        var refusal = refusal(leg.info().callId());
        if (refusal != null) {
            refuse(leg, refusal);
            return;
        }
        var scope = new CallScope(welcome.settings().tenant(), leg.info().callId());
        CallLoop loop;
        try {
            loop = scope.make(() -> CallLoop.answered(parts, welcome, leg, scope));
        } catch (RuntimeException fault) {
            notOpened(leg, fault);
            return;
        }
        parts.metrics().started();
        calls.start(loop, scope, null);
    }

    /// Takes down what was decided.
    ///
    /// @return what stands for the leg that will come; null where nothing is prepared
    private synchronized @Nullable LegToCome prepare(
            LegInfo caller, LegPromise promise, Reception.Welcome welcome) {
        var limits = parts.limits();
        var id = caller.callId();
        var known = calls.ringing(id);
        if (known.isPresent()) {
            return known.get();
        }
        if (calls.isPutThrough(id)) {
            return null;
        }
        announced.put(id, welcome, parts.time().nanoTime());
        if (!welcome.ringing().prepares()) {
            return null;
        }
        if (!hasRoom() || ringingCalls() >= limits.warm().atOnce()) {
            parts.metrics().warm().refused("room");
            log.atInfo().addKeyValue("call", id).log("no room to prepare the call");
            return null;
        }
        var leg = new LegToCome(caller, promise);
        var scope = new CallScope(welcome.settings().tenant(), id);
        try {
            var loop =
                    scope.make(
                            () ->
                                    CallLoop.ringing(
                                            parts, welcome, leg, limits.warm().unused(), scope));
            calls.start(loop, scope, leg);
            return leg;
        } catch (RuntimeException fault) {
            parts.metrics().warm().refused("fault");
            log.atError().addKeyValue("call", id).setCause(fault).log("call not prepared");
            return null;
        }
    }

    private @Nullable String refusal(String id) {
        if (closing) {
            return "closing-down";
        }
        if (calls.size() >= parts.limits().calls()) {
            return "busy";
        }
        return calls.isPutThrough(id) ? "duplicate-call" : null;
    }

    private void notOpened(Leg leg, Throwable fault) {
        log.atError()
                .addKeyValue("call", leg.info().callId())
                .setCause(fault)
                .log("call not opened");
        refuse(leg, new CallEnd(CallEnd.By.ENGINE, "engine-not-opened"));
    }

    private void refuse(Leg leg, String reason) {
        refuse(leg, new CallEnd(CallEnd.By.SWITCHBOARD, reason));
    }

    private void refuse(Leg leg, CallEnd how) {
        log.atWarn()
                .addKeyValue("call", leg.info().callId())
                .addKeyValue("reason", how.reason())
                .log("call refused");
        parts.metrics().refused(how.reason());
        leg.close(how);
    }
}
