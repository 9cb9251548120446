package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.PeerCounts;
import java.util.concurrent.atomic.AtomicLong;

/// Counts over all processes that there were. Thread-safe.
final class Totals {
    private static final PeerCounts NONE = new PeerCounts(0, 0, 0, 0, 0, 0, 0);

    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong audioDropped = new AtomicLong();
    private final AtomicLong textsDropped = new AtomicLong();
    private PeerCounts before = NONE;
    private PeerCounts now = NONE;

    void opened() {
        opened.incrementAndGet();
    }

    void audioDropped() {
        audioDropped.incrementAndGet();
    }

    void textDropped() {
        textsDropped.incrementAndGet();
    }

    synchronized void told(PeerCounts counts) {
        now = counts;
    }

    /// The process is gone: what it had counted stays.
    synchronized void ended() {
        before = sum();
        now = NONE;
    }

    private PeerCounts sum() {
        return new PeerCounts(
                0,
                now.factories(),
                0,
                before.failed() + now.failed(),
                before.recycled() + now.recycled(),
                before.audioDropped() + now.audioDropped(),
                before.textsDropped() + now.textsDropped());
    }

    synchronized PeerCounts counts(int open) {
        var all = sum();
        return new PeerCounts(
                open,
                now.factories(),
                opened.get(),
                all.failed(),
                all.recycled(),
                all.audioDropped() + audioDropped.get(),
                all.textsDropped() + textsDropped.get());
    }
}
