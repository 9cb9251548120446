package io.centralita.channel.asterisk.ari;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long is waited before the next try: longer each time, and never for quite as long as
/// somebody else would. Belongs to the loop.
final class Retry {
    private final Duration first;
    private final Duration last;
    private final RandomGenerator chance;
    private Duration next;

    Retry(AriSettings.Limits limits, RandomGenerator chance) {
        first = limits.firstRetry();
        last = limits.lastRetry();
        this.chance = chance;
        next = first;
    }

    /// Half of what is due at least, all of it at most.
    Duration next() {
        var due = next;
        var doubled = due.multipliedBy(2);
        next = doubled.compareTo(last) < 0 ? doubled : last;
        long half = due.toNanos() / 2;
        return Duration.ofNanos(half + (long) (chance.nextDouble() * (due.toNanos() - half)));
    }

    /// @param lasted how long a connection did: one that is lost as soon as it is there does not
    ///   count as success
    void connectionLasted(Duration lasted) {
        if (lasted.compareTo(last) >= 0) {
            next = first;
        }
    }
}
