package io.centralita.call;

import io.centralita.call.scope.Time;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Carries facts to the thread that owns a call. Bounded; audio never goes through it.
final class Mailbox {
    /// About a minute of the busiest call seen in tests; a call that is this far behind is not
    /// served any more.
    static final int CAPACITY = 1_024;

    private final LinkedBlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>(CAPACITY);
    private final Time time;
    private volatile boolean overflowed;

    Mailbox(Time time) {
        this.time = time;
    }

    /// Never blocks. A fact that finds no room is lost, and [#overflowed] tells the owner to end
    /// the call.
    void post(CallEvent fact) {
        if (!facts.offer(fact)) {
            overflowed = true;
        }
    }

    boolean overflowed() {
        return overflowed;
    }

    /// The next fact, or null when there was none for so long.
    @Nullable CallEvent take(long waitNanos) throws InterruptedException {
        return waitNanos == Long.MAX_VALUE
                ? facts.take()
                : time.poll(facts, Math.max(0, waitNanos));
    }
}
