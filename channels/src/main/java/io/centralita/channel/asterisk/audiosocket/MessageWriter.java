package io.centralita.channel.asterisk.audiosocket;

import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// Messages, each in one piece: Asterisk hears nothing of a call while half a header has come, and
/// ends it over half a body. Audio is 20 ms always: over an empty message the caller is hung up,
/// and a longer one goes to the phone as one packet of that length (all measured).
final class MessageWriter {
    private static final int HEADER = 3;

    private final byte kind;
    private final int frameBytes;
    private final Buffer silence;

    MessageWriter(AudioFormat format) {
        kind = (byte) Kind.of(format);
        frameBytes = format.frameBytes();
        silence = audio(Silence.frame(format));
    }

    /// @param pcm what is missing of 20 ms is silence, what is too much is left out
    Buffer audio(byte[] pcm) {
        return message(kind, pcm.length == frameBytes ? pcm : Arrays.copyOf(pcm, frameBytes));
    }

    /// 20 ms of it. The same buffer each time: what is sent does not change it.
    Buffer silence() {
        return silence;
    }

    static Buffer hangUp() {
        return message((byte) Kind.HANG_UP, new byte[0]);
    }

    private static Buffer message(byte kind, byte[] payload) {
        return Buffer.buffer(HEADER + payload.length)
                .appendByte(kind)
                .appendUnsignedShort(payload.length)
                .appendBytes(payload);
    }
}
