package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds messages in a stream that may be cut anywhere. Allocates what it gives away and nothing
/// else: the audio of a message, in an array of its own.
///
/// What does not fit its kind is skipped and told as an oddity; the messages after it are
/// understood all the same. Confined to its connection's event loop.
final class MessageReader {
    private static final int HEADER = 3;
    private static final int ID_BYTES = 16;

    /// No audio of Asterisk's is longer than this in one message; 20 ms are usual.
    private static final int LONGEST_AUDIO_MS = 1_000;

    private static final String DIGITS = "0123456789*#ABCD";

    private final Receiver receiver;
    private final byte[] small = new byte[ID_BYTES];
    private int headerRead;
    private int kind;
    private int length;
    private int bodyRead;

    /// Where the body goes; null where it is skipped.
    private byte @Nullable [] target;

    private boolean stopped;

    MessageReader(Receiver receiver) {
        this.receiver = receiver;
    }

    /// Takes in whatever came, until [#stop].
    void read(Buffer bytes) {
        int at = 0;
        int end = bytes.length();
        while (at < end && !stopped) {
            if (headerRead < HEADER) {
                header(bytes.getByte(at++));
            } else {
                at += body(bytes, at, end);
            }
        }
    }

    /// The receiver has had enough.
    void stop() {
        stopped = true;
        target = null;
    }

    /// Whether the stream stands between two messages.
    boolean isBetweenMessages() {
        return headerRead == 0;
    }

    private void header(byte next) {
        switch (headerRead++) {
            case 0 -> kind = next & 0xFF;
            case 1 -> length = (next & 0xFF) << 8;
            default -> {
                length |= next & 0xFF;
                begin();
            }
        }
    }

    private void begin() {
        bodyRead = 0;
        target = kept();
        if (length == 0) {
            finish();
        }
    }

    private byte @Nullable [] kept() {
        if (Kind.isAudio(kind)) {
            long longest = 2L * Kind.rateHz(kind) * LONGEST_AUDIO_MS / 1_000;
            return length <= longest ? new byte[length & ~1] : null;
        }
        return kind == Kind.HANG_UP || length > ID_BYTES ? null : small;
    }

    /// Returns how many bytes were of this message.
    private int body(Buffer bytes, int from, int end) {
        int here = Math.min(end - from, length - bodyRead);
        var into = target;
        if (into != null) {
            int kept = Math.min(here, into.length - bodyRead);
            if (kept > 0) {
                bytes.getBytes(from, from + kept, into, bodyRead);
            }
        }
        bodyRead += here;
        if (bodyRead == length) {
            finish();
        }
        return here;
    }

    private void finish() {
        headerRead = 0;
        var body = target;
        target = null;
        if (Kind.isAudio(kind)) {
            audio(body);
            return;
        }
        switch (kind) {
            case Kind.HANG_UP -> receiver.hangUp();
            case Kind.ID -> id();
            case Kind.DIGIT -> digit();
            case Kind.ERROR -> receiver.error(body == null || length == 0 ? 0 : body[0] & 0xFF);
            default -> receiver.oddity("unknown-kind");
        }
    }

    private void audio(byte @Nullable [] body) {
        if (body == null) {
            receiver.oddity("long-audio");
            return;
        }
        if ((length & 1) != 0) {
            receiver.oddity("half-sample");
        }
        if (body.length == 0) {
            receiver.oddity("empty-audio");
        } else {
            receiver.audio(Kind.rateHz(kind), body);
        }
    }

    private void id() {
        if (length != ID_BYTES) {
            receiver.malformedId();
            return;
        }
        var bytes = ByteBuffer.wrap(small);
        receiver.id(new UUID(bytes.getLong(), bytes.getLong()));
    }

    private void digit() {
        char digit = Character.toUpperCase((char) (small[0] & 0xFF));
        if (length == 1 && DIGITS.indexOf(digit) >= 0) {
            receiver.digit(digit);
        } else {
            receiver.oddity("bad-digit");
        }
    }

    /// Gets what was read, in order. May stop the reader.
    interface Receiver {
        void id(UUID id);

        /// An id of another length than it must have.
        void malformedId();

        /// @param pcm whole samples, at least one; the receiver's from now on
        void audio(int rateHz, byte[] pcm);

        void digit(char digit);

        void hangUp();

        /// @param code 0 where none was given
        void error(int code);

        /// Something that is not understood or makes no sense, and was skipped.
        ///
        /// @param what a fixed word
        void oddity(String what);
    }
}
