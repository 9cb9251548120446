package io.centralita.engine.ladder;

import io.centralita.call.engine.EngineSession;
import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The way of the caller's audio to the rung that listens; while none does, it is kept in order.
///
/// Thread-safe. The lock is free but for the moment in which another rung is connected. It is held
/// while the rung takes a frame, which never blocks, and no rung ever waits for it.
final class CallerLine {
    private final AudioFormat format;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> held = new ArrayDeque<>();
    private @Nullable EngineSession listener;
    private Transcoder transcoder;
    private boolean closed;
    private long dropped;

    /// @param format of what is heard
    /// @param keep how much of it is kept while nobody listens
    CallerLine(AudioFormat format, Duration keep) {
        this.format = format;
        this.capacity = Math.max(1, Math.toIntExact(keep.dividedBy(AudioFormat.FRAME)));
        this.transcoder = Transcoder.between(format, format);
    }

    void hear(byte[] frame) {
        lock.lock();
        try {
            var to = listener;
            if (to != null) {
                pass(to, frame);
            } else if (!closed) {
                if (held.size() >= capacity) {
                    held.removeFirst();
                    dropped++;
                }
                held.add(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /// From now on this session listens, beginning with what was kept.
    void connect(EngineSession session) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            transcoder = Transcoder.between(format, session.inputFormat());
            listener = session;
            for (var frame = held.poll(); frame != null; frame = held.poll()) {
                pass(session, frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nobody listens until the next [#connect].
    void disconnect() {
        lock.lock();
        try {
            listener = null;
        } finally {
            lock.unlock();
        }
    }

    /// Nobody will listen any more.
    void close() {
        lock.lock();
        try {
            closed = true;
            listener = null;
            held.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Frames that were not kept.
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void pass(EngineSession to, byte[] frame) {
        var audio = transcoder.convert(frame);
        if (audio.length > 0) {
            to.hear(audio);
        }
    }
}
