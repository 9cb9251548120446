package io.centralita.call;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.watch.Seating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stands before the [Call] until its caller is on the line. While they hear ringing the engine is
/// opened and greets; nothing counts as silence, nobody is prompted, and the call's time has not
/// begun. A preparation that fails is given up, and so is a caller who does not come; who comes all
/// the same is served without it. Confined to the call's thread.
final class Pickup {
    /// Nobody came, and nobody said that they would not.
    static final CallEnd NEVER_CAME = new CallEnd(CallEnd.By.CALLER, "never-came");

    /// They have hung up, or were answered otherwise.
    static final CallEnd WHILE_RINGING = new CallEnd(CallEnd.By.CALLER, "hung-up-ringing");

    private final Call call;
    private boolean ringing;
    private final long giveUpAt;

    private boolean givenUp;

    /// Why it was given up, told to the call where the caller has come at the same moment.
    private @Nullable CallEvent held;

    private Pickup(Call call, boolean ringing, long giveUpAt) {
        this.call = call;
        this.ringing = ringing;
        this.giveUpAt = giveUpAt;
    }

    /// The caller is on the line.
    static Pickup answered(Call call) {
        return new Pickup(call, false, SilenceGuard.NEVER);
    }

    /// @param giveUpAt until when they may come
    static Pickup ringing(Call call, long giveUpAt) {
        return new Pickup(call, true, giveUpAt);
    }

    boolean isRinging() {
        return ringing;
    }

    boolean ended() {
        return call.ended();
    }

    Standing standing() {
        return ringing ? Standing.RINGING : call.standing();
    }

    long nextDeadline() {
        if (!ringing) {
            return call.nextDeadline();
        }
        return givenUp ? SilenceGuard.NEVER : Math.min(giveUpAt, call.ringingDeadline());
    }

    List<Command> on(CallEvent event, long now) {
        if (!ringing) {
            return call.on(event, now);
        }
        return switch (event) {
            case CallEvent.PutThrough _ -> {
                ringing = false;
                var commands = new ArrayList<>(call.whileRinging(event, now));
                commands.addAll(call.at(now));
                if (held != null) {
                    commands.addAll(call.on(held, now));
                }
                yield commands;
            }
            case CallEvent.FromEngine(EngineEvent.Failed(var failure), _) ->
                    giveUp(event, new CallEnd(CallEnd.By.ENGINE, failure.word()));
            case CallEvent.EndRequested(var how) -> giveUp(event, how);
            case CallEvent.OfOperator.Wants(_, var answer) -> {
                answer.accept(new Seating.Refused("not-talking", ""));
                yield List.of();
            }
            case CallEvent.OfOperator.HangsUp(_, var reason, _) ->
                    giveUp(event, new CallEnd(CallEnd.By.OPERATOR, reason));
            default -> call.whileRinging(event, now);
        };
    }

    /// Time passed.
    List<Command> at(long now) {
        if (!ringing) {
            return call.at(now);
        }
        if (call.engineIsLate(now)) {
            return giveUp(null, new CallEnd(CallEnd.By.ENGINE, "not-ready-in-time"));
        }
        if (now >= giveUpAt) {
            return giveUp(null, NEVER_CAME);
        }
        return call.whileRinging(now);
    }

    private List<Command> giveUp(@Nullable CallEvent because, CallEnd how) {
        held = held == null ? because : held;
        if (givenUp) {
            return List.of();
        }
        givenUp = true;
        return List.of(new Command.Withdraw(how));
    }
}
