package io.centralita.channel.asterisk;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.transfer.Target;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.Originate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody whom a caller is put through to: their telephone rings on our behalf, and once they
/// have answered they are in our application. Confined to the call's thread.
final class Person {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// What may stand as a caller's number without ending a field.
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z*#+._-]{1,40}");

    private static final Logger log = LoggerFactory.getLogger(Person.class);

    private final Stay stay;
    private final Surroundings around;
    private final String id;

    Person(Stay stay) {
        this.stay = stay;
        this.around = stay.around();
        id = around.ids().person();
    }

    private enum Outcome {
        ANSWERED(Optional.empty()),
        NO_ANSWER(Optional.of(Why.NO_ANSWER)),
        BUSY(Optional.of(Why.BUSY)),
        DECLINED(Optional.of(Why.DECLINED)),
        FAILED(Optional.of(Why.FAILED));

        private final Optional<Why> why;

        Outcome(Optional<Why> why) {
            this.why = why;
        }

        Optional<Why> why() {
            return why;
        }
    }

    /// What callers can be put through to, by the settings.
    static Set<Target.Kind> reached(AsteriskSettings settings) {
        var kinds = EnumSet.of(Target.Kind.EXTENSION, Target.Kind.ENDPOINT);
        if (!settings.dialPlan().numbers().isEmpty()) {
            kinds.add(Target.Kind.NUMBER);
        }
        return kinds;
    }

    String channel() {
        return id;
    }

    /// Calls them and waits for the answer.
    ///
    /// @return why they did not answer; empty where they have
    Optional<Why> call(Onward onward, LegInfo caller) throws CallerGone, InterruptedException {
        stay.belongings().channel(id, () -> {});
        try {
            around.ari()
                    .originate(
                            new Originate(
                                    id,
                                    endpoint(onward.to().target()),
                                    "",
                                    callerId(onward.to().target(), caller),
                                    around.settings().limits().transfer(),
                                    stay.channel(),
                                    Map.of()));
        } catch (AriFailure failure) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("to", onward.to())
                    .addKeyValue("why", failure.reason())
                    .log("nobody could be called");
            return Optional.of(Why.FAILED);
        }
        var limits = around.settings().limits();
        return stay.inbox()
                .await(this::outcome, limits.transfer().plus(limits.step()))
                .orElse(Outcome.NO_ANSWER)
                .why();
    }

    private String endpoint(Target target) {
        return switch (target) {
            case Target.PhoneNumber(var e164) ->
                    around.settings()
                            .dialPlan()
                            .numbers()
                            .replace(AsteriskSettings.DialPlan.NUMBER, e164);
            case Target.Extension(var extension, var context) ->
                    "Local/" + extension + "@" + context + "/n";
            case Target.Endpoint endpoint -> endpoint.text();
        };
    }

    /// Colleagues see who calls; a network outside sees the number that was dialled, which is ours.
    private String callerId(Target target, LegInfo caller) {
        if (target.kind() == Target.Kind.NUMBER) {
            return E164.matcher(caller.to()).matches() ? "<" + caller.to() + ">" : "";
        }
        if (!NUMBER.matcher(caller.from()).matches()) {
            return "";
        }
        var name = stay.caller().callerName().replaceAll("[\\p{Cntrl}\"\\\\<>]", "").strip();
        return (name.isEmpty() ? "" : "\"" + name + "\" ") + "<" + caller.from() + ">";
    }

    /// What became of the call; null where this says nothing of it.
    private @Nullable Outcome outcome(Signal signal) {
        return switch (signal) {
            case Signal.Told(AriEvent.StasisStart(var channel, _)) when isIt(channel.id()) ->
                    Outcome.ANSWERED;
            case Signal.Told(AriEvent.Destroyed(var channel, int cause, _))
                    when isIt(channel.id()) ->
                    outcome(cause);
            case Signal.Told(AriEvent.Dialled(var channel, var status)) when isIt(channel.id()) ->
                    outcome(status);
            default -> null;
        };
    }

    private boolean isIt(String channel) {
        return channel.equals(id);
    }

    /// Whether they have hung up.
    boolean isGone(Signal signal) {
        return switch (signal) {
            case Signal.Told(AriEvent.StasisEnd(var channel)) -> isIt(channel.id());
            case Signal.Told(AriEvent.Destroyed(var channel, _, _)) -> isIt(channel.id());
            default -> false;
        };
    }

    private static Outcome outcome(int cause) {
        return switch (cause) {
            case Causes.BUSY -> Outcome.BUSY;
            case Causes.REJECTED -> Outcome.DECLINED;
            case 0, Causes.NORMAL, 18, Causes.NO_ANSWER, 20, 32 -> Outcome.NO_ANSWER;
            default -> Outcome.FAILED;
        };
    }

    private static @Nullable Outcome outcome(String status) {
        return switch (status) {
            case "BUSY" -> Outcome.BUSY;
            case "NOANSWER", "CANCEL" -> Outcome.NO_ANSWER;
            case "DONTCALL", "TORTURE" -> Outcome.DECLINED;
            case "CONGESTION", "CHANUNAVAIL", "INVALIDARGS" -> Outcome.FAILED;
            default -> null;
        };
    }

    void hangUp() {
        stay.belongings().dropChannel(id);
    }
}
