package io.centralita.engine.speech;

import io.centralita.call.scope.Time;

/// What is left of a [Patience] in one piece of work, over all its tries. Confined to one thread.
final class Allowance {
    private final Patience patience;
    private final Time time;
    private long firstLeft;
    private long totalLeft;
    private boolean begun;

    Allowance(Patience patience, Time time) {
        this.patience = patience;
        this.time = time;
        firstLeft = patience.first().toNanos();
        totalLeft = patience.total().toNanos();
    }

    /// The answer has begun: from now on its pieces are waited for.
    void begun() {
        begun = true;
    }

    /// How long the next thing may be waited for, in nanoseconds.
    long nextWait() {
        long next = begun ? patience.idle().toNanos() : firstLeft;
        return Math.max(0, Math.min(next, totalLeft));
    }

    /// The moment at which a wait begins, for [#waitedSince].
    long now() {
        return time.nanoTime();
    }

    void waitedSince(long start) {
        long waited = time.nanoTime() - start;
        totalLeft -= waited;
        if (!begun) {
            firstLeft -= waited;
        }
    }

    /// What a wait that came to nothing was for.
    String missed() {
        return begun && totalLeft > 0
                ? "more of the answer"
                : begun ? "end of the answer" : "answer";
    }
}
