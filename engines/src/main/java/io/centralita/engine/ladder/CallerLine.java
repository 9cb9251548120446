package io.centralita.engine.ladder;

import io.centralita.call.engine.EngineSession;
import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
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
    private boolean passesOn;
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
                keep(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The same as Base64 text, which goes on as it is where the listener takes it so.
    void hearEncoded(byte[] base64, int bytes) {
        lock.lock();
        try {
            var to = listener;
            if (to != null && passesOn) {
                to.hearEncoded(base64, bytes);
            } else if (to != null) {
                pass(to, Base64.getDecoder().decode(base64));
            } else if (!closed) {
                keep(Base64.getDecoder().decode(base64));
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
            passesOn = session.hearsEncoded() && format.equals(session.inputFormat());
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

    private void keep(byte[] frame) {
        if (held.size() >= capacity) {
            held.removeFirst();
            dropped++;
        }
        held.add(frame);
    }

    private void pass(EngineSession to, byte[] frame) {
        var audio = transcoder.convert(frame);
        if (audio.length > 0) {
            to.hear(audio);
        }
    }
}
