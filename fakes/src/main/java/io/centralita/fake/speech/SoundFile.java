package io.centralita.fake.speech;

import io.centralita.media.Pcm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Samples as the service sends them. Stateless.
public final class SoundFile {
    /// A streamed header is written before the length is known.
    private static final int UNKNOWN = -1;

    private SoundFile() {}

    /// `response_format`.
    public enum Format {
        /// Headerless, at 24 kHz.
        PCM("audio/pcm"),
        /// With lengths that nobody has filled in.
        WAV("audio/wav"),
        /// The same with two channels that hold the same.
        STEREO_WAV("audio/wav"),
        /// Begins as one does; the rest is no music.
        MP3("audio/mpeg"),
        OPUS("audio/ogg"),
        FLAC("audio/flac"),
        AAC("audio/aac");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    static byte[] of(Format format, short[] samples, int rateHz) {
        return switch (format) {
            case PCM -> Pcm.bytes(samples);
            case WAV -> joined(header(rateHz, 1), Pcm.bytes(samples));
            case STEREO_WAV -> joined(header(rateHz, 2), Pcm.bytes(doubled(samples)));
            case MP3 ->
                    joined(
                            new byte[] {(byte) 0xFF, (byte) 0xF3, (byte) 0xA4, (byte) 0xC4},
                            noise());
            case OPUS -> joined("OggS".getBytes(StandardCharsets.US_ASCII), noise());
            case FLAC -> joined("fLaC".getBytes(StandardCharsets.US_ASCII), noise());
            case AAC -> joined(new byte[] {(byte) 0xFF, (byte) 0xF1, 0x50, (byte) 0x80}, noise());
        };
    }

    /// A WAV header with a chunk that players skip.
    private static byte[] header(int rateHz, int channels) {
        int frame = 2 * channels;
        return ByteBuffer.allocate(56)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(UNKNOWN)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(rateHz)
                .putInt(rateHz * frame)
                .putShort((short) frame)
                .putShort((short) 16)
                .put(ascii("LIST"))
                .putInt(4)
                .put(ascii("INFO"))
                .put(ascii("data"))
                .putInt(UNKNOWN)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static short[] doubled(short[] samples) {
        var both = new short[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            both[2 * i] = samples[i];
            both[2 * i + 1] = samples[i];
        }
        return both;
    }

    private static byte[] noise() {
        var bytes = new byte[4_096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        return bytes;
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
    }
}
