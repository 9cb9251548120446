package io.centralita.channel.webrtc;

import io.centralita.call.Switchboard;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.engine.OfferEngine.Answer;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands offers of pages on to an engine that answers them itself; what it does not take is
/// answered here, as every other offer is.
final class ForwardedCalls implements OfferAnswerer {
    private static final Logger log = LoggerFactory.getLogger(ForwardedCalls.class);

    /// From the offer to the answer, whatever the engine's own patience.
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);

    /// From the refusal to the end of the call that was to be.
    private static final Duration TO_LET_GO = Duration.ofSeconds(2);

    private final OfferEngine engine;
    private final OfferAnswerer own;
    private final Switchboard switchboard;
    private final PacingClocks clocks;
    private final ChannelMetrics metrics;

    /// @param own answers what the engine does not
    ForwardedCalls(
            OfferEngine engine,
            OfferAnswerer own,
            Switchboard switchboard,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this.engine = engine;
        this.own = own;
        this.switchboard = switchboard;
        this.clocks = clocks;
        this.metrics = metrics;
    }

    @Override
    public Optional<String> trouble() {
        return switchboard.hasRoom() ? Optional.empty() : Optional.of("busy");
    }

    /// Programs speak the protocol with us, whoever serves: only pages are handed on, and of those
    /// nobody who wishes for another engine.
    @Override
    public AnsweredCall answer(Offer offer) throws OfferRefused, InterruptedException {
        Refusals.check(offer.sdp());
        if (!offer.opening().greeted() || offer.opening().engine().isPresent()) {
            return own.answer(offer);
        }
        var objection = engine.objection(tenant(offer.info()));
        if (objection.isPresent()) {
            return answerHere(offer, objection.get());
        }
        var call =
                new ForwardedCall(
                        offer.info(),
                        offer.opening().returned(),
                        task -> offer.loop().runOnContext(_ -> task.run()),
                        metrics);
        var connection = engine.take(offer.sdp(), call::gone);
        begin(offer, call, connection);
        var answer = await(call, connection);
        return switch (answer) {
            case Answer.Given(var description) -> {
                metrics.event(WebRtcChannel.NAME, "forward", "answered");
                call.answered(description);
                yield call;
            }
            case Answer.Refused(var why) -> {
                call.end(false, "not-taken");
                awaitRelease(call);
                yield answerHere(offer, why.word());
            }
        };
    }

    private static String tenant(LegInfo info) {
        return info.visit() == null ? "" : info.visit().tenant();
    }

    private AnsweredCall answerHere(Offer offer, String why)
            throws OfferRefused, InterruptedException {
        metrics.event(WebRtcChannel.NAME, "forward", "refused");
        log.atWarn()
                .addKeyValue("call", offer.info().callId())
                .addKeyValue("why", why)
                .log("model does not take the caller's connection: it ends here");
        var trouble = own.trouble();
        if (trouble.isPresent()) {
            throw new OfferRefused(503, trouble.get(), "not taken by the engine either");
        }
        return own.answer(offer);
    }

    private void begin(Offer offer, ForwardedCall call, OfferEngine.Connection connection) {
        offer.loop()
                .runOnContext(
                        _ -> {
                            call.begin(connection, clocks.current());
                            switchboard.accept(call);
                        });
    }

    private static Answer await(ForwardedCall call, OfferEngine.Connection connection)
            throws OfferRefused, InterruptedException {
        var answer = connection.answer().toCompletableFuture();
        var over = call.over().toCompletableFuture();
        try {
            var _ =
                    CompletableFuture.anyOf(answer, over)
                            .get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw refused(over.get().reason());
        } catch (ExecutionException | TimeoutException e) {
            call.end(false, "broken");
            throw new OfferRefused(503, "broken", String.valueOf(e));
        } catch (InterruptedException e) {
            call.end(false, "broken");
            throw e;
        }
    }

    /// The switchboard did not take the call.
    private static OfferRefused refused(String reason) {
        return switch (reason) {
            case "number-unknown" -> new OfferRefused(404, "unknown-tenant", "no such tenant");
            case "busy" -> new OfferRefused(503, "busy", "no room");
            default -> new OfferRefused(503, "broken", reason);
        };
    }

    /// The call that begins in its place has its id.
    private void awaitRelease(ForwardedCall call) throws InterruptedException {
        var id = call.info().callId();
        try {
            call.released().toCompletableFuture().get(TO_LET_GO.toMillis(), TimeUnit.MILLISECONDS);
            if (!switchboard.awaitEnd(id, TO_LET_GO)) {
                throw new TimeoutException("its thread");
            }
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn()
                    .addKeyValue("call", id)
                    .setCause(e)
                    .log("call that was not taken does not end");
        }
    }
}
