package io.centralita.channel.realtime;

import java.util.concurrent.atomic.AtomicInteger;

/// Says whether what was taken is to be dropped: asked for on any thread, seen to on the session's
/// event loop.
final class Clears {
    private final AtomicInteger asked = new AtomicInteger();
    private int seen;

    void ask() {
        asked.incrementAndGet();
    }

    /// Whether it was asked for since this was last called.
    boolean take() {
        int now = asked.get();
        boolean is = now != seen;
        seen = now;
        return is;
    }
}
