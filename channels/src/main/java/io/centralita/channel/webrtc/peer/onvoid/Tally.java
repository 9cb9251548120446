package io.centralita.channel.webrtc.peer.onvoid;

import java.util.concurrent.atomic.AtomicLong;

/// What happened since the start. Thread-safe.
final class Tally {
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong audioDropped = new AtomicLong();
    private final AtomicLong textsDropped = new AtomicLong();

    void opened() {
        opened.incrementAndGet();
    }

    void failed() {
        failed.incrementAndGet();
    }

    void audioDropped() {
        audioDropped.incrementAndGet();
    }

    void textDropped() {
        textsDropped.incrementAndGet();
    }

    long countOpened() {
        return opened.get();
    }

    long countFailed() {
        return failed.get();
    }

    long countAudioDropped() {
        return audioDropped.get();
    }

    long countTextsDropped() {
        return textsDropped.get();
    }
}
