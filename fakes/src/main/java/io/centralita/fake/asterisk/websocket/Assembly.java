package io.centralita.fake.asterisk.websocket;

import io.centralita.fake.asterisk.audio.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts messages into frames. What is left of a message is dropped, except between
/// `START_MEDIA_BUFFERING` and `STOP_MEDIA_BUFFERING`.
final class Assembly {
    private final Format format;
    private boolean buffering;
    private byte[] left = {};

    Assembly(Format format) {
        this.format = format;
    }

    boolean isBuffering() {
        return buffering;
    }

    void begin() {
        buffering = true;
    }

    List<byte[]> frames(byte[] message) {
        var all = message;
        if (buffering && left.length > 0) {
            all = Arrays.copyOf(left, left.length + message.length);
            System.arraycopy(message, 0, all, left.length, message.length);
        }
        int size = format.frameBytes();
        var frames = new ArrayList<byte[]>();
        int from = 0;
        for (; from + size <= all.length; from += size) {
            frames.add(Arrays.copyOfRange(all, from, from + size));
        }
        left = buffering ? Arrays.copyOfRange(all, from, all.length) : new byte[0];
        return frames;
    }

    /// @return what was left, made a frame with silence
    Optional<byte[]> end() {
        var rest = left;
        abandon();
        if (rest.length == 0) {
            return Optional.empty();
        }
        var frame = new byte[format.frameBytes()];
        Arrays.fill(frame, format.silence());
        System.arraycopy(rest, 0, frame, 0, rest.length);
        return Optional.of(frame);
    }

    /// A flush ends buffering, too.
    void abandon() {
        buffering = false;
        left = new byte[0];
    }
}
