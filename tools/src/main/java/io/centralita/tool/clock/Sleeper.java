package io.centralita.tool.clock;

import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
public interface Sleeper {
    Sleeper SYSTEM = Thread::sleep;

    /// Returns when the duration is over.
    void sleep(Duration duration) throws InterruptedException;
}
