package io.centralita.engine.openai;

import io.centralita.call.scope.Time;

/// Wakes a session at its next deadline. Confined to the session's loop.
final class Alarm {
    /// What is done when it is time.
    interface Wake {
        void at(long now);
    }

    static final long NEVER = Long.MAX_VALUE;
    private static final long MILLI = 1_000_000;

    private final SessionLoop loop;
    private final Time time;
    private final Wake wake;
    private long setFor = NEVER;
    private Runnable stop = () -> {};

    Alarm(SessionLoop loop, Time time, Wake wake) {
        this.loop = loop;
        this.time = time;
        this.wake = wake;
    }

    /// Wakes at this time or earlier; an alarm that is set for an earlier time stays.
    void at(long nanos) {
        if (nanos >= setFor) {
            return;
        }
        stop.run();
        setFor = nanos;
        long delay = Math.max(1, Math.ceilDiv(nanos - time.nanoTime(), MILLI));
        stop =
                loop.after(
                        delay,
                        () -> {
                            setFor = NEVER;
                            wake.at(time.nanoTime());
                        });
    }

    void cancel() {
        stop.run();
        setFor = Long.MIN_VALUE;
    }
}
