package io.centralita.channel.twilio;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.scope.Time;
import io.centralita.call.transfer.Target;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ExpiringMap;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Callers who are put through to a person by `<Dial>`, and come back to the assistant where nobody
/// answers. Safe from any thread.
final class Transfers {
    /// From the end of the stream to the outcome of the `<Dial>`; who talks longer with the person
    /// they were put through to does not come back.
    private static final Duration MEMORY = Duration.ofMinutes(5);

    /// What `<Dial>` is given here.
    static final Set<Target.Kind> REACHES = Set.of(Target.Kind.NUMBER);

    /// Streams of one call: a caller who was put through so often in vain is not asked back again.
    private static final int MOST_STREAMS = 5;

    /// Twilio's words for a `<Dial>` after which nothing more is due: two people have talked, or
    /// the caller has hung up.
    private static final Set<String> DONE = Set.of("completed", "answered", "canceled");

    private static final Set<String> IN_VAIN = Set.of("busy", "no-answer", "failed");

    /// A number that may stand as the caller's at the person's telephone: one of the account's own.
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Logger log = LoggerFactory.getLogger(Transfers.class);

    private final TwilioSettings settings;
    private final RequestGuard guard;
    private final Invitations invitations;
    private final Time time;
    private final ChannelMetrics metrics;
    private final ExpiringMap<Transfer> underWay;

    Transfers(
            TwilioSettings settings,
            RequestGuard guard,
            Invitations invitations,
            Time time,
            ChannelMetrics metrics) {
        this.settings = settings;
        this.guard = guard;
        this.invitations = invitations;
        this.time = time;
        this.metrics = metrics;
        underWay = new ExpiringMap<>(settings.limits().maxRinging(), MEMORY.toNanos());
    }

    private record Transfer(RingingCall call, Onward onward, String number) {}

    /// A call ends.
    ///
    /// @return whether its caller goes to a person from here
    boolean begin(RingingCall call, CallEnd end) {
        var onward = end.onward();
        return onward != null
                && onward.to().target() instanceof Target.PhoneNumber(var number)
                && settings.features().transfers()
                && underWay.put(
                        call.callSid(), new Transfer(call, onward, number), time.nanoTime());
    }

    /// TwiML that calls the person; empty where nobody knows of the transfer any more.
    Optional<String> dial(String callSid, HttpServerRequest request) {
        return underWay.get(callSid, time.nanoTime())
                .map(
                        transfer -> {
                            log.atInfo()
                                    .addKeyValue("call", callSid)
                                    .addKeyValue("to", transfer.onward().to())
                                    .log("caller is put through");
                            var own = transfer.call().to();
                            return TwiMl.dial(
                                    transfer.number(),
                                    E164.matcher(own).matches() ? own : "",
                                    guard.url(request, TwilioChannel.AFTER_PATH),
                                    guard.url(request, TwilioChannel.STATUS_PATH));
                        });
    }

    /// A `<Dial>` is over.
    ///
    /// @param status Twilio's `DialCallStatus`
    /// @return what is to be done; empty where the caller can only be told that nobody answers
    Optional<String> ended(String callSid, String status, HttpServerRequest request) {
        var transfer = underWay.take(callSid, _ -> true, time.nanoTime());
        log.atInfo()
                .addKeyValue("call", callSid)
                .addKeyValue("status", status)
                .log("transfer ended");
        boolean known = DONE.contains(status) || IN_VAIN.contains(status);
        metrics.event(TwilioChannel.NAME, "transfer", known ? status : "unknown");
        if (DONE.contains(status)) {
            return Optional.of(TwiMl.hangUp());
        }
        return transfer.filter(one -> one.call().stream() < MOST_STREAMS)
                .flatMap(one -> invitations.to(back(one, status), request));
    }

    private static RingingCall back(Transfer transfer, String status) {
        var why =
                switch (status) {
                    case "no-answer" -> Why.NO_ANSWER;
                    case "busy" -> Why.BUSY;
                    default -> Why.FAILED;
                };
        return transfer.call().again(Returned.from(transfer.onward(), why));
    }
}
