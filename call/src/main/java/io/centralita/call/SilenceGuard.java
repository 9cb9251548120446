package io.centralita.call;

import io.centralita.call.Ladder.Wait;
import io.centralita.call.leg.CallEnd;
import java.time.Duration;
import java.util.Optional;

/// Sees to it that a caller who waits for us hears something (A1, A6): an acknowledgement soon
/// after a tool call where the model said nothing, and the next sentence of the [Ladder] whenever
/// the silence has used up its budget.
///
/// Told by the [Call] what goes on, after every event; decides by the time it is given. Confined to
/// the call's thread.
final class SilenceGuard {
    static final long NEVER = Long.MAX_VALUE;

    /// How long a sentence takes from the decision to the caller's ear; the budget is spent that
    /// much earlier.
    static final Duration LEAD = Duration.ofMillis(300);

    /// The engine never answered, though it did not fail either.
    private static final Remedy GIVE_UP =
            new Remedy.Goodbye(Phrase.NO_ANSWER, new CallEnd(CallEnd.By.ENGINE, "silence"));

    private static final long LONG_AGO = Long.MIN_VALUE;

    private final long acknowledgeAfter;
    private final long budget;
    private final Ladder ladder = new Ladder();

    private long acknowledgeAt = NEVER;
    private Saying acknowledgement = Phrase.LOOKING_UP;
    private long silentSince = NEVER;
    private long saidAt = LONG_AGO;
    private Wait wait = Wait.CONNECTION;

    SilenceGuard(Duration acknowledgeAfter, Duration budget) {
        this.acknowledgeAfter = acknowledgeAfter.toNanos();
        this.budget = Math.max(0, budget.minus(LEAD).toNanos());
    }

    /// A tool was asked for; the caller does not know of it yet. Of several that start together the
    /// first one is spoken of.
    ///
    /// @param words what the caller is to be told
    void toolStarted(Saying words, long now) {
        if (acknowledgeAt == NEVER) {
            acknowledgeAt = now + acknowledgeAfter;
            acknowledgement = words;
        }
    }

    /// The caller hears the assistant itself.
    void assistantHeard() {
        acknowledgeAt = NEVER;
        ladder.reset();
    }

    /// What they wait for now is something else.
    void callerSaidSomething() {
        ladder.haveNewPatience();
    }

    /// How things stand.
    ///
    /// @param silence since when the caller waits for us and hears nothing, [#NEVER] where they do
    ///   not
    /// @param waitsFor what would end it
    void observe(long silence, Wait waitsFor) {
        if (wait == Wait.TOOL && waitsFor != Wait.TOOL) {
            acknowledgeAt = NEVER;
            ladder.haveNewPatience();
        }
        wait = waitsFor;
        silentSince = silence;
    }

    /// What is to be done now, if anything. A sentence that is handed out counts as said. A caller
    /// whose patience ends before a tool that runs is acknowledged hears of the tool first.
    Optional<Remedy> due(long now) {
        if (now < nextDeadline()) {
            return Optional.empty();
        }
        var acknowledging = acknowledgeAt != NEVER;
        acknowledgeAt = NEVER;
        saidAt = now;
        Optional<? extends Saying> words =
                acknowledging ? Optional.of(acknowledgement) : ladder.next(wait);
        return Optional.of(words.<Remedy>map(Remedy.Say::new).orElse(GIVE_UP));
    }

    /// When [#due] wants to be asked, [#NEVER] where nothing is pending.
    long nextDeadline() {
        return silentSince == NEVER
                ? NEVER
                : Math.min(acknowledgeAt, Math.max(silentSince, saidAt) + budget);
    }
}
