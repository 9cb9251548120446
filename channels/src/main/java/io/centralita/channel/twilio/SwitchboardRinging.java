package io.centralita.channel.twilio;

import io.centralita.call.Switchboard;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.Reception;
import io.centralita.call.scope.Time;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets Twilio's callers ring at the switchboard: asks what is to become of them, has the call
/// prepared, and answers the webhook when it has rung as long as it should. A virtual thread for
/// each call that rings. Thread-safe.
public final class SwitchboardRinging implements RingingCalls {
    /// Callers who hear ringing at a time, prepared for or not.
    static final int MOST = 1_000;

    private static final Logger log = LoggerFactory.getLogger(SwitchboardRinging.class);

    private record UnderWay(CompletableFuture<Verdict> verdict, Thread thread) {}

    private final Switchboard switchboard;
    private final LegPromise promise;
    private final Locale language;
    private final Time time;
    private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

    /// @param promise what is known of a leg before it comes
    /// @param language of sentences about faults met before the call's own is known
    public SwitchboardRinging(
            Switchboard switchboard, LegPromise promise, Locale language, Time time) {
        this.switchboard = switchboard;
        this.promise = promise;
        this.language = language;
        this.time = time;
    }

    /// A call that is announced twice rings once: who asks again gets the same answer.
    @Override
    public CompletionStage<Verdict> ringing(RingingCall call) {
        if (underWay.size() >= MOST) {
            return CompletableFuture.completedStage(new Verdict.TechnicalProblem(language));
        }
        var fresh = unstarted(call, time.nanoTime());
        var earlier = underWay.putIfAbsent(call.callSid(), fresh);
        if (earlier != null) {
            return earlier.verdict();
        }
        fresh.thread().start();
        return fresh.verdict();
    }

    @Override
    public void gone(String callSid) {
        var one = underWay.get(callSid);
        if (one != null) {
            one.thread().interrupt();
        }
        switchboard.gone(callSid);
    }

    private UnderWay unstarted(RingingCall call, long since) {
        var verdict = new CompletableFuture<Verdict>();
        var thread =
                Thread.ofVirtual()
                        .name(call.callSid() + "/ringing")
                        .unstarted(() -> ring(call, since, verdict));
        return new UnderWay(verdict, thread);
    }

    private void ring(RingingCall call, long since, CompletableFuture<Verdict> verdict) {
        try {
            verdict.complete(decide(call, since));
        } catch (InterruptedException _) {
            switchboard.gone(call.callSid());
            log.atInfo().addKeyValue("call", call.callSid()).log("caller is gone while it rings");
            verdict.complete(new Verdict.TechnicalProblem(language));
        } catch (ExecutionException | RuntimeException e) {
            verdict.completeExceptionally(e);
        } finally {
            underWay.remove(call.callSid());
        }
    }

    private Verdict decide(RingingCall call, long since)
            throws InterruptedException, ExecutionException {
        if (switchboard.isAnnounced(call.callSid())) {
            return new Verdict.PutThrough(); // answered before, and asked again
        }
        if (!switchboard.hasRoom()) {
            return new Verdict.TechnicalProblem(language);
        }
        var caller =
                new LegInfo(
                        TwilioChannel.NAME,
                        call.callSid(),
                        call.from(),
                        call.to(),
                        call.parameters());
        return switch (switchboard.receive(caller).toCompletableFuture().get()) {
            case Reception.NumberUnknown(var spoken) -> new Verdict.NumberUnknown(spoken);
            case Reception.Welcome welcome -> {
                var ringing = switchboard.ring(caller, promise, welcome);
                ringing.awaitAnswer(since);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                yield new Verdict.PutThrough();
            }
        };
    }
}
