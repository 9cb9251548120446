package io.centralita.engine.speech;

import io.centralita.engine.speech.SpeechFault.Blame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What stands before the samples of a WAV stream.
///
/// @param dataAt place of the first sample
/// @param dataLength as stated, 0 where the writer did not know it; a stream's writer often does
///   not, and states something else
record WavHead(int channels, int sampleRateHz, int dataAt, long dataLength) {
    private static final int CHUNK_HEADER = 8;
    private static final int FIRST_CHUNK = 12;
    private static final int LEAST_FORMAT = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int SUB_FORMAT = 24;

    /// No server puts more before its samples.
    private static final int LONGEST = 64 * 1_024;

    /// What writers state who do not know the length: all ones, or the largest signed number, some
    /// of them less their own header.
    private static final long UNKNOWN_LENGTH = 0x7FFF_0000L;

    static boolean begins(byte[] bytes) {
        return bytes.length >= 4 && tag(bytes, 0).equals("RIFF");
    }

    /// @return null while there is too little of it
    static @Nullable WavHead read(byte[] bytes, String host) throws SpeechFault {
        if (bytes.length < FIRST_CHUNK) {
            return null;
        }
        if (!tag(bytes, 8).equals("WAVE")) {
            throw unfit(host, "another kind of RIFF");
        }
        var all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        @Nullable ByteBuffer format = null;
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= bytes.length) {
            var name = tag(bytes, (int) at);
            long length = Integer.toUnsignedLong(all.getInt((int) at + 4));
            int from = (int) at + CHUNK_HEADER;
            if (name.equals("data")) {
                return of(format, from, length >= UNKNOWN_LENGTH ? 0 : length, host);
            }
            if (from + length > LONGEST) {
                throw unfit(host, "WAV without samples");
            }
            if (from + length > bytes.length) {
                return null;
            }
            if (name.equals("fmt ")) {
                format = all.slice(from, (int) length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at = from + length + (length & 1);
        }
        return null;
    }

    private static WavHead of(@Nullable ByteBuffer format, int dataAt, long length, String host)
            throws SpeechFault {
        if (format == null || format.limit() < LEAST_FORMAT) {
            throw unfit(host, "WAV that does not say what it is");
        }
        int code = Short.toUnsignedInt(format.getShort(0));
        if (code == EXTENSIBLE && format.limit() >= SUB_FORMAT + 2) {
            code = Short.toUnsignedInt(format.getShort(SUB_FORMAT));
        }
        int channels = Short.toUnsignedInt(format.getShort(2));
        int rate = format.getInt(4);
        int bits = Short.toUnsignedInt(format.getShort(14));
        if (code != PCM || bits != 16 || channels < 1 || channels > 2) {
            throw unfit(
                    host, "WAV of code " + code + ", " + bits + " bits, " + channels + " channels");
        }
        if (rate < 8_000 || rate > 48_000) {
            throw unfit(host, "WAV at " + rate + " Hz");
        }
        return new WavHead(channels, rate, dataAt, length);
    }

    private static SpeechFault unfit(String host, String what) {
        return SpeechFault.unusable(
                host, Blame.SERVER, "speech as " + what + ", 16 bit PCM is needed");
    }

    private static String tag(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
