package io.centralita.call;

import io.centralita.call.Remedy.Goodbye;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call that has to end, politely: what is being said is heard to its end, and then it is time
/// for the goodbye. Confined to the call's thread.
final class Parting {
    /// How long the last answer may take to be heard.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private @Nullable Goodbye how;
    private long by;
    private boolean replyUnderWay;

    /// Only the first reason counts.
    ///
    /// @param underWay the engine is in the middle of a reply, which is still to be heard
    void because(Goodbye goodbye, boolean underWay, long now) {
        if (how == null) {
            how = goodbye;
            by = now + PATIENCE.toNanos();
            replyUnderWay = underWay;
        }
    }

    /// The call has cost what it may.
    void limitReached(CallEnd end, boolean underWay, long now) {
        because(new Goodbye(Phrase.LIMIT_REACHED, end), underWay, now);
    }

    /// The caller goes to somebody else. A reply that asked for this is not waited for any longer
    /// than it sounds.
    void onward(Onward onward, long now) {
        because(new Goodbye(Phrase.TRANSFERRING, CallEnd.transferred(onward)), false, now);
    }

    /// The reply that was under way is finished, or the caller has interrupted it.
    void replyOver() {
        replyUnderWay = false;
    }

    /// Whether the caller goes to somebody else.
    boolean leadsOnward() {
        return how != null && how.end().onward() != null;
    }

    long nextDeadline() {
        return how == null ? SilenceGuard.NEVER : by;
    }

    /// The goodbye to say now; empty while there is something to be heard, or no reason.
    Optional<Goodbye> due(boolean quiet, long now) {
        return now >= by || (quiet && !replyUnderWay) ? Optional.ofNullable(how) : Optional.empty();
    }
}
