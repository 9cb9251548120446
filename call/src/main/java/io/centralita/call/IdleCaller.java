package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import java.time.Duration;
import java.util.Optional;

/// Looks after callers of whom nothing is heard on their turn (A7): asks whether they are still
/// there, so many times, and then lets them go.
///
/// A line that sounds without a word in it is nobody either: music on hold, noise, a television.
/// What counts is words that were understood. Confined to the call's thread.
final class IdleCaller {
    /// Speech that goes on for so long is none.
    static final Duration ENDLESS = Duration.ofSeconds(60);

    /// Turns in which nothing was understood, one after the other, that are nobody's.
    static final int MOST_NOT_UNDERSTOOD = 4;

    private static final Remedy LET_GO =
            new Remedy.Goodbye(Phrase.NOBODY_THERE, new CallEnd(CallEnd.By.SWITCHBOARD, "idle"));

    private static final long LONG_AGO = Long.MIN_VALUE;

    private final long after;
    private final int prompts;

    private int asked;
    private int notUnderstood;
    private boolean spoken;
    private long askedAt = LONG_AGO;
    private long quietSince = SilenceGuard.NEVER;
    private long speakingSince = SilenceGuard.NEVER;

    /// @param after silence on the caller's turn, zero for never
    /// @param prompts how often the caller is asked
    IdleCaller(Duration after, int prompts) {
        this.after = after.toNanos();
        this.prompts = prompts;
    }

    /// Somebody is there.
    void present() {
        asked = 0;
        notUnderstood = 0;
        spoken = false;
    }

    /// What the caller said, as far as it was understood.
    void said(String text) {
        if (text.isBlank()) {
            notUnderstood++;
            spoken = false;
        } else {
            present();
        }
    }

    void callerStarted() {
        spoken = true;
    }

    /// The assistant answers, if the caller has spoken. An engine that writes nothing down has
    /// understood what it answers.
    void answered() {
        if (spoken) {
            present();
        }
    }

    /// How things stand: called after every event. [SilenceGuard#NEVER] for what is not so.
    ///
    /// @param quiet since when it is the caller's turn, and nothing is heard
    /// @param speaking since when the caller is said to be speaking
    void observe(long quiet, long speaking) {
        quietSince = quiet;
        speakingSince = speaking;
    }

    /// What is to be done now, if anything; it counts as done.
    Optional<Remedy> due(long now) {
        if (now < nextDeadline()) {
            return Optional.empty();
        }
        askedAt = now;
        if (asked == prompts) {
            return Optional.of(LET_GO);
        }
        asked++;
        var noise = isNoise() || speakingSince != SilenceGuard.NEVER;
        return Optional.of(new Remedy.Say(noise ? Phrase.CANNOT_HEAR_YOU : Phrase.ARE_YOU_THERE));
    }

    /// When [#due] wants to be asked, [SilenceGuard#NEVER] where nothing is pending.
    long nextDeadline() {
        if (after == 0) {
            return SilenceGuard.NEVER;
        }
        var rested = askedAt == LONG_AGO ? LONG_AGO : askedAt + after;
        if (speakingSince != SilenceGuard.NEVER) {
            return Math.max(rested, speakingSince + ENDLESS.toNanos());
        }
        if (quietSince == SilenceGuard.NEVER) {
            return SilenceGuard.NEVER;
        }
        return isNoise() ? Math.max(rested, quietSince) : Math.max(rested, quietSince + after);
    }

    private boolean isNoise() {
        return notUnderstood >= MOST_NOT_UNDERSTOOD;
    }
}
