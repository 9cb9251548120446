package io.centralita.engine.openai;

import io.centralita.call.scope.Time;
import java.time.Duration;

/// When a session is renewed: the provider ends one after 60 minutes, without a warning. The next
/// is opened a twelfth of that time before, and takes over at the first pause; a sixtieth before,
/// at once. Shorter sessions are left earlier, since to open one takes as long for all of them.
/// Confined to the session's loop.
final class Renewal {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long LEAST_OPENING = Duration.ofSeconds(10).toNanos();
    private static final long LEAST_LATE = Duration.ofSeconds(1).toNanos();

    /// Between tries to open the next one.
    private static final long AGAIN = Duration.ofSeconds(5).toNanos();

    /// The same when there is no more time.
    private static final long SOON = Duration.ofMillis(250).toNanos();

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
        long nanos = lasts.toNanos();
        dueAt = now + nanos - Math.min(Math.max(nanos / 12, LEAST_OPENING), nanos / 2);
        lateAt = now + nanos - Math.min(Math.max(nanos / 60, LEAST_LATE), nanos / 10);
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
        dueAt = now + Math.clamp((lateAt - now) / 2, SOON, AGAIN);
    }

    /// @param opening the next session is being opened already
    long nextDeadline(boolean opening) {
        return opening ? lateAt : dueAt;
    }
}
