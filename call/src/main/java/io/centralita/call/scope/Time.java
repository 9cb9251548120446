package io.centralita.call.scope;

import java.time.Instant;

/// Where the call takes its time from.
public interface Time {
    Time SYSTEM =
            new Time() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }
            };

    /// Nanoseconds from an arbitrary origin, never going back.
    long nanoTime();

    /// The wall clock, for people.
    Instant now();
}
