package io.centralita.channel.webrtc;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.channel.webrtc.OfferAnswerer.AnsweredCall;
import io.centralita.channel.webrtc.OfferAnswerer.Over;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A call and who has it, while it lives and for a minute after. Thread-safe.
final class KnownCall {
    private final String id;
    private final String holder;
    private final CompletionStage<List<HistoryEntry>> said;
    private final List<HistoryEntry> before;
    private final DiagnosticsKeeper keeper;

    /// Guarded by this, as what follows. Null when it is over: much hangs on it.
    private @Nullable AnsweredCall call;

    private @Nullable Diagnostics diagnostics;
    private @Nullable Over over;
    private boolean claimed;

    /// @param holder empty where no page has it
    /// @param before what was said in the calls that this one goes on with
    KnownCall(
            String id,
            String holder,
            AnsweredCall call,
            List<HistoryEntry> before,
            DiagnosticsKeeper keeper) {
        this.id = id;
        this.holder = holder;
        this.call = call;
        this.said = call.said();
        this.before = List.copyOf(before);
        this.keeper = keeper;
    }

    /// Empty when it is over.
    synchronized Optional<AnsweredCall> call() {
        return Optional.ofNullable(call);
    }

    /// What was said in it, once it is over.
    CompletionStage<List<HistoryEntry>> said() {
        return said;
    }

    String holder() {
        return holder;
    }

    List<HistoryEntry> before() {
        return before;
    }

    /// What the page tells now stands for what it told before; it is kept when the call is over, as
    /// reports of calls under way are written over.
    void told(Diagnostics now) {
        boolean late;
        synchronized (this) {
            diagnostics = now;
            late = over != null;
        }
        if (late) {
            keeper.keep(id, now.kept());
        }
    }

    /// How it ended; empty while it is under way.
    synchronized Optional<Over> over() {
        return Optional.ofNullable(over);
    }

    void ended(Over how) {
        Optional<Diagnostics> last;
        synchronized (this) {
            over = how;
            call = null;
            last = Optional.ofNullable(diagnostics);
        }
        last.ifPresent(one -> keeper.keep(id, one.kept()));
    }

    /// Whoever is first goes on with what was said.
    synchronized boolean claim() {
        boolean first = !claimed;
        claimed = true;
        return first;
    }

    synchronized boolean isClaimed() {
        return claimed;
    }

    synchronized void giveBack() {
        claimed = false;
    }
}
