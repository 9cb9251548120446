package io.centralita.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts a stream of bytes into 20 ms frames and keeps what is left for the next time. Belongs to
/// one thread.
public final class Frames {
    private final Codec codec;
    private final byte[] rest;
    private int restLength;

    public Frames(AudioFormat format) {
        this.codec = format.codec();
        this.rest = new byte[format.frameBytes()];
    }

    /// The frames that are whole by now. Bytes that come as exactly one frame pass through as the
    /// very same array.
    public List<byte[]> cut(byte[] audio) {
        if (restLength == 0 && audio.length == rest.length) {
            return List.of(audio);
        }
        return cut(audio, 0, audio.length);
    }

    public List<byte[]> cut(byte[] audio, int offset, int length) {
        if (restLength + length < rest.length) {
            keep(audio, offset, length);
            return List.of();
        }
        var frames = new ArrayList<byte[]>((restLength + length) / rest.length);
        int from = offset;
        int end = offset + length;
        while (restLength + end - from >= rest.length) {
            int missing = rest.length - restLength;
            var frame = Arrays.copyOf(rest, rest.length);
            System.arraycopy(audio, from, frame, restLength, missing);
            frames.add(frame);
            restLength = 0;
            from += missing;
        }
        keep(audio, from, end - from);
        return frames;
    }

    /// Bytes that wait for the rest of their frame.
    public int pendingBytes() {
        return restLength;
    }

    /// The last frame of a stream, filled up with silence; nothing where the stream ended with a
    /// whole frame.
    public Optional<byte[]> flush() {
        if (restLength == 0) {
            return Optional.empty();
        }
        var frame = Arrays.copyOf(rest, rest.length);
        Silence.fill(codec, frame, restLength);
        restLength = 0;
        return Optional.of(frame);
    }

    /// Forgets what waits.
    public void clear() {
        restLength = 0;
    }

    private void keep(byte[] audio, int offset, int length) {
        System.arraycopy(audio, offset, rest, restLength, length);
        restLength += length;
    }
}
