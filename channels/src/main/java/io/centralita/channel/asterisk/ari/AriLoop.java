package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import java.time.Duration;

/// One thread's order of things, and the time by which it waits. A test has one of its own, in
/// which time passes when the test says so.
interface AriLoop {
    Time time();

    /// Soon, in the order in which it was asked for. From any thread.
    void run(Runnable action);

    /// @return calls it off
    Runnable after(Duration delay, Runnable action);
}
