package io.centralita.channel.webrtc;

import io.centralita.call.Switchboard;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Ringing;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.TrackSession;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.Peers;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers offers with ends of our own. While a browser connects, the call rings: its engine is
/// opened and greets, so that the first word is there when the caller is.
public final class TerminatedCalls implements OfferAnswerer {
    private static final Logger log = LoggerFactory.getLogger(TerminatedCalls.class);

    private static final Ringing WHILE_CONNECTING =
            new Ringing(Ringing.Mode.WHEN_READY, Duration.ZERO, true);

    private static final LegPromise PROMISE = LegPromise.of(TrackSession.FORMAT).withoutKeypad();

    private final Peers peers;
    private final Switchboard switchboard;
    private final PacingClocks clocks;
    private final PeerCall.House house;

    TerminatedCalls(
            Peers peers, Switchboard switchboard, PacingClocks clocks, PeerCall.House house) {
        this.peers = peers;
        this.clocks = clocks;
        this.switchboard = switchboard;
        this.house = house;
    }

    @Override
    public Optional<String> trouble() {
        if (peers.availability() instanceof Availability.Missing) {
            return Optional.of("no-webrtc");
        }
        return switchboard.hasRoom() ? Optional.empty() : Optional.of("busy");
    }

    @Override
    public AnsweredCall answer(Offer offer) throws OfferRefused, InterruptedException {
        Refusals.check(offer.sdp());
        var welcome = receive(offer.info());
        Executor loop = task -> offer.loop().runOnContext(_ -> task.run());
        var call = new PeerCall(offer.info(), house, loop);
        var told = new HeldTasks(loop);
        var peer = peer(offer, told, call);
        try {
            begin(offer, call, peer, ring(offer, welcome));
            told.open();
            return call;
        } catch (InterruptedException | RuntimeException e) {
            peer.close();
            switchboard.gone(offer.info().callId());
            throw e;
        }
    }

    private Peer peer(Offer offer, Executor told, PeerCall call)
            throws OfferRefused, InterruptedException {
        try {
            return peers.answer(offer.sdp(), told, call);
        } catch (PeerFailure failure) {
            log.atWarn()
                    .addKeyValue("call", offer.info().callId())
                    .addKeyValue("why", failure.reason())
                    .log("browser's offer is not answered");
            throw Refusals.of(failure);
        }
    }

    /// Who does not come to a tenant is received when they are on the line.
    private Optional<Reception.Welcome> receive(LegInfo info)
            throws OfferRefused, InterruptedException {
        if (info.visit() == null) {
            return Optional.empty();
        }
        try {
            return switch (switchboard.receive(info).toCompletableFuture().get()) {
                case Reception.Welcome welcome -> Optional.of(welcome);
                case Reception.NumberUnknown _ ->
                        throw new OfferRefused(404, "unknown-tenant", "no such tenant");
            };
        } catch (ExecutionException e) {
            log.atError().addKeyValue("call", info.callId()).setCause(e).log("caller not received");
            throw new OfferRefused(503, "broken", "caller not received");
        }
    }

    /// @return gives up what is prepared
    private Runnable ring(Offer offer, Optional<Reception.Welcome> welcome) {
        if (welcome.isEmpty() || !offer.opening().preparable()) {
            return () -> {};
        }
        var by = welcome.get();
        return switchboard.ring(
                        offer.info(),
                        PROMISE.servedBy(offer.opening().engine()),
                        new Reception.Welcome(
                                by.settings(), by.tools(), by.ledger(), WHILE_CONNECTING))
                ::gone;
    }

    private void begin(Offer offer, PeerCall call, Peer peer, Runnable withdrawal)
            throws InterruptedException {
        onLoop(offer.loop(), () -> call.begin(peer, offer.opening(), clocks.current(), withdrawal));
    }

    private static void onLoop(Context loop, Runnable step) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        loop.runOnContext(
                _ -> {
                    try {
                        step.run();
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call could not begin", e.getCause());
        }
    }
}
