package io.centralita.call;

import io.centralita.call.Ladder.Wait;
import io.centralita.call.reception.CallSettings;
import java.util.Optional;

/// Keeps those who look after the silence up to date with what the caller hears and whose turn it
/// is: the [SilenceGuard] while the caller waits for us, the [IdleCaller] while we wait for them,
/// and the measurement of both. Confined to the call's thread.
final class SilenceWatch {
    private final Floor floor;
    private final Utterances utterances;
    private final DeadAir deadAir;
    private final SilenceGuard guard;
    private final IdleCaller idle;

    SilenceWatch(CallSettings settings, Floor floor, Utterances utterances, DeadAir deadAir) {
        this.floor = floor;
        this.utterances = utterances;
        this.deadAir = deadAir;
        this.guard = new SilenceGuard(settings.acknowledgeAfter(), settings.silenceBudget());
        var patience = settings.patience();
        this.idle = new IdleCaller(patience.idleAfter(), patience.idlePrompts());
    }

    void callerStarted() {
        idle.callerStarted();
    }

    /// What the caller said, as far as it was understood.
    void callerSaid(String text) {
        if (!text.isBlank()) {
            guard.callerSaidSomething();
        }
        idle.said(text);
    }

    /// The caller shows otherwise than by speaking that they are there.
    void callerIsPresent() {
        idle.present();
    }

    /// A tool runs; the caller does not know of it yet.
    ///
    /// @param words what the caller is to be told
    void toolStarted(Saying words, long now) {
        guard.toolStarted(words, now);
        idle.answered();
    }

    /// Goes on to the present, change by change of what the caller hears.
    ///
    /// @param owed something is owed to the caller beside the engine's next answer
    /// @param speaks false where the peer wants no sound
    /// @param waitsFor what a caller who waits is waiting for
    void observe(boolean owed, boolean speaks, Wait waitsFor, long now) {
        do {
            floor.settle(owed || utterances.assistantIsAwaited(), now);
            settle(speaks, waitsFor, now);
        } while (utterances.listen(now));
    }

    private void settle(boolean speaks, Wait waitsFor, long now) {
        var ear = utterances.ear();
        if (utterances.assistantSounds() && !floor.callerSpeaks()) {
            guard.assistantHeard();
            idle.answered();
        }
        boolean waits = speaks && floor.turn() == Floor.Turn.CALLER_WAITS;
        boolean idles = floor.turn() == Floor.Turn.CALLERS_TURN;
        long silence = ear.hears() ? SilenceGuard.NEVER : Math.max(floor.since(), ear.since());
        if (waits && !ear.hears()) {
            deadAir.silent(silence);
        } else {
            deadAir.over(ear.hears() ? ear.since() : now);
        }
        guard.observe(waits ? silence : SilenceGuard.NEVER, waitsFor);
        idle.observe(
                idles ? silence : SilenceGuard.NEVER,
                floor.turn() == Floor.Turn.CALLER_SPEAKS ? floor.since() : SilenceGuard.NEVER);
    }

    /// @param talking the conversation has begun and is not over
    Optional<Remedy> due(boolean talking, long now) {
        return guard.due(now).or(() -> talking ? idle.due(now) : Optional.empty());
    }

    /// When to ask again.
    long nextDeadline(boolean talking) {
        var next = Math.min(guard.nextDeadline(), utterances.ear().nextChange());
        return talking ? Math.min(next, idle.nextDeadline()) : next;
    }
}
