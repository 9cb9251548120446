package io.centralita.engine.openai;

import io.centralita.call.scope.Time;
import java.time.Duration;

/// When a session is renewed: the provider ends one after 60 minutes, without a warning. The next
/// is opened after eleven twelfths of that time and takes over at the first pause; after fifty-nine
/// sixtieths at once. Confined to the session's loop.
final class Renewal {
    private static final long NEVER = Long.MAX_VALUE;
    private static final double BEGIN = 11 / 12.0;
    private static final double LATE = 59 / 60.0;

    /// Between tries to open the next one.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Duration lifetime;
    private final Time time;
    private long dueAt = NEVER;
    private long lateAt = NEVER;

    /// @param lifetime of a session, where the server does not say
    Renewal(Duration lifetime, Time time) {
        this.lifetime = lifetime;
        this.time = time;
    }

    /// A session begins to serve.
    ///
    /// @param expiresAtS unix time in seconds; 0, or an hour that cannot be, where the server does
    ///   not say
    void opened(long expiresAtS) {
        var left = Duration.ofSeconds(expiresAtS - time.now().getEpochSecond());
        var lasts =
                expiresAtS > 0 && left.isPositive() && left.compareTo(lifetime) < 0
                        ? left
                        : lifetime;
        long now = time.nanoTime();
        dueAt = now + (long) (lasts.toNanos() * BEGIN);
        lateAt = now + (long) (lasts.toNanos() * LATE);
    }

    boolean isDue(long now) {
        return now >= dueAt;
    }

    /// Whoever speaks: there is no more time.
    boolean isLate(long now) {
        return now >= lateAt;
    }

    /// The next session could not be opened.
    void failed(long now) {
        dueAt = now + Math.min(AGAIN.toNanos(), Math.max(1, (lateAt - now) / 2));
    }

    /// @param opening the next session is being opened already
    long nextDeadline(boolean opening) {
        return opening ? lateAt : dueAt;
    }
}
