package io.centralita.call;

import java.time.Duration;
import java.util.Optional;

/// Sees to it that a caller who waits for us hears something (A1, A6): an acknowledgement soon
/// after a tool call where the model said nothing, and a sentence whenever the silence has used up
/// its budget.
///
/// Told by the [Call] what goes on; decides by the time it is given. Confined to the call's thread.
final class SilenceGuard {
    static final long NEVER = Long.MAX_VALUE;

    /// How long a sentence takes from the decision to the caller's ear; the budget is spent that
    /// much earlier.
    private static final long LEAD_NANOS = Duration.ofMillis(300).toNanos();

    private final long acknowledgeAfter;
    private final long budget;

    private long acknowledgeAt = NEVER;
    private long silentSince = NEVER;
    private boolean toolRunning;

    SilenceGuard(Duration acknowledgeAfter, Duration budget) {
        this.acknowledgeAfter = acknowledgeAfter.toNanos();
        this.budget = Math.max(0, budget.toNanos() - LEAD_NANOS);
    }

    /// A tool was asked for; the caller does not know of it yet.
    void toolStarted(long now) {
        acknowledgeAt = Math.min(acknowledgeAt, now + acknowledgeAfter);
    }

    /// How things stand: called after every event.
    ///
    /// @param silent the caller waits for us and hears nothing
    /// @param toolRunning a tool is being asked
    /// @param sounding the caller is hearing us now
    void observe(boolean silent, boolean toolRunning, boolean sounding, long now) {
        this.toolRunning = toolRunning;
        if (sounding || !toolRunning) {
            acknowledgeAt = NEVER;
        }
        if (!silent) {
            silentSince = NEVER;
        } else if (silentSince == NEVER) {
            silentSince = now;
        }
    }

    /// What is to be said now, if anything. A sentence that is handed out counts as said.
    Optional<Phrase> due(long now) {
        if (silentSince == NEVER || now < nextDeadline()) {
            return Optional.empty();
        }
        var acknowledging = now >= acknowledgeAt;
        acknowledgeAt = NEVER;
        silentSince = now;
        if (acknowledging) {
            return Optional.of(Phrase.LOOKING_UP);
        }
        return Optional.of(toolRunning ? Phrase.STILL_LOOKING_UP : Phrase.ONE_MOMENT);
    }

    /// When [#due] wants to be asked again, [#NEVER] where nothing is pending.
    long nextDeadline() {
        return silentSince == NEVER ? NEVER : Math.min(acknowledgeAt, silentSince + budget);
    }
}
