package io.centralita.engine.pipeline;

import java.util.Arrays;

/// The latest stretch of a stream of samples, found by position. Belongs to one thread.
final class AudioWindow {
    private short[] samples = new short[8_192];
    private int length;
    private long start;

    void append(short[] more) {
        if (length + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + more.length));
        }
        System.arraycopy(more, 0, samples, length, more.length);
        length += more.length;
    }

    /// What there is from the position on.
    short[] from(long position) {
        int from = (int) Math.clamp(position - start, 0L, length);
        return Arrays.copyOfRange(samples, from, length);
    }

    /// Forgets what lies before the position.
    void dropBefore(long position) {
        int drop = (int) Math.clamp(position - start, 0L, length);
        System.arraycopy(samples, drop, samples, 0, length - drop);
        length -= drop;
        start += drop;
    }
}
