package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Says something at most so often, and how often it was left unsaid. Safe from any thread.
final class Seldom {
    private final Time time;
    private final long quietNanos;
    private boolean said;
    private long lastNanos;
    private long unsaid;

    Seldom(Time time, Duration quiet) {
        this.time = time;
        quietNanos = quiet.toNanos();
    }

    /// @param words takes how often it was left unsaid since the last time
    void say(LongConsumer words) {
        long count;
        synchronized (this) {
            long now = time.nanoTime();
            if (said && now - lastNanos < quietNanos) {
                unsaid++;
                return;
            }
            said = true;
            lastNanos = now;
            count = unsaid;
            unsaid = 0;
        }
        words.accept(count);
    }
}
