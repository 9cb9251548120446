package io.centralita.fake.asterisk.pbx;

import java.time.Duration;
import java.time.Instant;

/// Where the PBX takes its time from, and by which it waits.
public interface Timeline {
    /// Nanoseconds from an arbitrary origin.
    long nanoTime();

    /// The wall clock.
    Instant now();

    /// Runs something later, on the PBX's thread; later in any case, even without a delay.
    Appointment after(Duration delay, Runnable action);

    /// Something that will happen, unless it is called off.
    interface Appointment {
        void cancel();
    }
}
