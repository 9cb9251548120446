package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.UUID;

/// Messages as Asterisk writes them.
final class Messages {
    private Messages() {}

    static Buffer of(int kind, byte... payload) {
        return Buffer.buffer()
                .appendByte((byte) kind)
                .appendUnsignedShort(payload.length)
                .appendBytes(payload);
    }

    static Buffer id(UUID id) {
        return Buffer.buffer()
                .appendByte((byte) 1)
                .appendUnsignedShort(16)
                .appendLong(id.getMostSignificantBits())
                .appendLong(id.getLeastSignificantBits());
    }

    static Buffer digit(char digit) {
        return of(3, (byte) digit);
    }

    /// Not silence.
    static Buffer audio(int kind, int bytes) {
        var pcm = new byte[bytes];
        Arrays.fill(pcm, (byte) 1);
        return of(kind, pcm);
    }
}
