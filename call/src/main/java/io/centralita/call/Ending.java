package io.centralita.call;

import io.centralita.call.Remedy.Goodbye;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.transfer.Destination;
import java.util.Locale;
import java.util.Optional;

/// The end that a call comes to anyhow: it has lasted or cost what it may, its caller goes to
/// somebody else or has left us on hold. Confined to the call's thread.
final class Ending {
    private static final Goodbye HELD_TOO_LONG =
            new Goodbye(Phrase.NOBODY_THERE, new CallEnd(CallEnd.By.SWITCHBOARD, "held-too-long"));

    private final CallJournal journal;
    private final Hold hold;
    private final Locale language;
    private final CallLength length;
    private final Parting parting = new Parting();

    Ending(CallSettings settings, CallJournal journal, Hold hold, long now) {
        this.journal = journal;
        this.hold = hold;
        this.language = settings.language();
        this.length = new CallLength(settings.patience().longestCall(), now);
    }

    /// The caller is on the line: the call's time begins.
    void begin(long at) {
        length.begin(at);
    }

    /// The call has cost what it may.
    ///
    /// @param underWay the engine is in the middle of a reply
    void limitReached(CallEnd end, boolean underWay, long now) {
        parting.limitReached(end, underWay, now);
    }

    /// The caller is to be put through to somebody. One who has us on hold is waited for.
    void putThrough(Destination to, long now) {
        var caller = journal.caller(language);
        parting.onward(new Onward(to, caller, journal.history()), now);
    }

    /// The reply that was under way is finished, or the caller has interrupted it.
    void replyOver() {
        parting.replyOver();
    }

    /// The goodbye to say now.
    ///
    /// @param quiet nothing is on its way to the caller
    /// @param engineBusy the engine is in the middle of a reply
    Optional<Goodbye> due(boolean quiet, boolean engineBusy, long now) {
        if (hold.isTooLong(now)) {
            return Optional.of(HELD_TOO_LONG);
        }
        if (length.isOver(now)) {
            var end = new CallEnd(CallEnd.By.SWITCHBOARD, "max-duration");
            parting.because(new Goodbye(Phrase.TIME_IS_UP, end), engineBusy, now);
        }
        return waitsForCaller() ? Optional.empty() : parting.due(quiet, now);
    }

    /// Whether the caller is to be told now that the end is near; once. Not while they are away.
    ///
    /// @param quiet nobody speaks and nobody waits
    boolean warns(boolean quiet, long now) {
        return !hold.isOn() && length.warns(quiet, now);
    }

    long nextDeadline() {
        var next = waitsForCaller() ? SilenceGuard.NEVER : parting.nextDeadline();
        return hold.isOn()
                ? Math.min(next, Math.min(hold.nextDeadline(), length.end()))
                : Math.min(next, length.nextDeadline());
    }

    private boolean waitsForCaller() {
        return hold.isOn() && parting.leadsOnward();
    }
}
