package io.centralita.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// WAV files: reads 16 bit PCM, 32 bit float, μ-law and A-law, mono or stereo, 8 to 48 kHz; writes
/// 16 bit PCM. Stateless, safe from any thread.
public final class Wav {
    /// Bytes before the samples in the files written here.
    static final int HEADER_BYTES = 44;

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;

    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int LEAST_FORMAT_BYTES = 16;

    /// Where an extensible format chunk names the format that it extends.
    private static final int SUB_FORMAT = 24;

    private Wav() {}

    /// Reads a whole file; two channels become the mean of both. A file that was cut off, or whose
    /// writer never filled in its length, is read as far as it goes.
    ///
    /// @param maxBytes longest file that is accepted
    /// @throws WavException when it is too long, no WAV file, or of a kind not read here
    public static Recording read(InputStream in, int maxBytes) throws IOException {
        var file = in.readNBytes(maxBytes);
        if (file.length == maxBytes && in.read() >= 0) {
            throw new WavException("longer than " + maxBytes + " bytes");
        }
        return parse(file);
    }

    /// As [#read(InputStream, int)] from memory.
    public static Recording parse(byte[] file) throws WavException {
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 12 || !tag(bytes, 0).equals("RIFF") || !tag(bytes, 8).equals("WAVE")) {
            throw new WavException("not a WAV file");
        }
        Format format = null;
        ByteBuffer data = null;
        int at = 12;
        while (at + CHUNK_HEADER_BYTES <= file.length && (format == null || data == null)) {
            String name = tag(bytes, at);
            int from = at + CHUNK_HEADER_BYTES;
            long stated = Integer.toUnsignedLong(bytes.getInt(at + 4));
            boolean unfinished = name.equals("data") && stated == 0 && format != null;
            int length = (int) Math.min(unfinished ? Long.MAX_VALUE : stated, file.length - from);
            if (name.equals("fmt ")) {
                format = format(bytes.slice(from, length).order(ByteOrder.LITTLE_ENDIAN));
            } else if (name.equals("data")) {
                data = bytes.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at = from + length + (length & 1);
        }
        return new Recording(
                required(format, "fmt ").sampleRateHz(),
                samples(required(format, "fmt "), required(data, "data")));
    }

    /// Writes a whole mono file.
    public static void write(OutputStream out, short[] samples, int sampleRateHz)
            throws IOException {
        out.write(header(sampleRateHz, 1, 2L * samples.length));
        out.write(Pcm.bytes(samples));
    }

    /// Writes a whole stereo file; the shorter side is filled up with silence.
    public static void writeStereo(OutputStream out, short[] left, short[] right, int sampleRateHz)
            throws IOException {
        out.write(header(sampleRateHz, 2, 4L * Math.max(left.length, right.length)));
        out.write(Pcm.bytes(interleave(left, right)));
    }

    /// Left and right in turns; the shorter side is filled up with silence.
    public static short[] interleave(short[] left, short[] right) {
        var both = new short[2 * Math.max(left.length, right.length)];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
        }
        for (int i = 0; i < right.length; i++) {
            both[2 * i + 1] = right[i];
        }
        return both;
    }

    static byte[] header(int sampleRateHz, int channels, long dataBytes) {
        int frame = 2 * channels;
        int length = (int) Math.min(dataBytes, 0xFFFF_FFFFL - HEADER_BYTES);
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(length + HEADER_BYTES - CHUNK_HEADER_BYTES)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(LEAST_FORMAT_BYTES)
                .putShort((short) PCM)
                .putShort((short) channels)
                .putInt(sampleRateHz)
                .putInt(sampleRateHz * frame)
                .putShort((short) frame)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .array();
    }

    private static Format format(ByteBuffer chunk) throws WavException {
        if (chunk.limit() < LEAST_FORMAT_BYTES) {
            throw new WavException("format chunk of " + chunk.limit() + " bytes");
        }
        int code = Short.toUnsignedInt(chunk.getShort(0));
        if (code == EXTENSIBLE && chunk.limit() >= SUB_FORMAT + 2) {
            code = Short.toUnsignedInt(chunk.getShort(SUB_FORMAT));
        }
        int channels = Short.toUnsignedInt(chunk.getShort(2));
        int rate = chunk.getInt(4);
        int bits = Short.toUnsignedInt(chunk.getShort(14));
        if (channels < 1 || channels > 2) {
            throw new WavException(channels + " channels, only 1 or 2 are read");
        }
        if (rate < 8_000 || rate > 48_000) {
            throw new WavException("sample rate " + rate + ", only 8000 to 48000 are read");
        }
        var encoding =
                switch (code) {
                    case PCM -> Encoding.PCM16;
                    case FLOAT -> Encoding.FLOAT32;
                    case A_LAW -> Encoding.A_LAW;
                    case MU_LAW -> Encoding.MU_LAW;
                    default -> throw new WavException("format code " + code + " is not read");
                };
        if (encoding.bits != bits) {
            throw new WavException(bits + " bits are not read for " + encoding);
        }
        return new Format(encoding, channels, rate);
    }

    private static short[] samples(Format format, ByteBuffer data) {
        int sampleBytes = format.encoding().bits / 8;
        var mono = new short[data.limit() / (sampleBytes * format.channels())];
        for (int i = 0; i < mono.length; i++) {
            double sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                int at = (i * format.channels() + channel) * sampleBytes;
                sum += sample(format.encoding(), data, at);
            }
            mono[i] = Pcm.clip(sum / format.channels());
        }
        return mono;
    }

    private static double sample(Encoding encoding, ByteBuffer data, int at) {
        return switch (encoding) {
            case PCM16 -> data.getShort(at);
            case FLOAT32 -> 32_768.0 * data.getFloat(at);
            case A_LAW -> G711.aLawToLinear(data.get(at));
            case MU_LAW -> G711.muLawToLinear(data.get(at));
        };
    }

    private static String tag(ByteBuffer bytes, int at) {
        var tag = new byte[4];
        bytes.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static <T> T required(@Nullable T chunk, String name) throws WavException {
        if (chunk == null) {
            throw new WavException("no chunk named '" + name + "'");
        }
        return chunk;
    }

    private enum Encoding {
        PCM16(16),
        FLOAT32(32),
        A_LAW(8),
        MU_LAW(8);

        private final int bits;

        Encoding(int bits) {
            this.bits = bits;
        }
    }

    private record Format(Encoding encoding, int channels, int sampleRateHz) {}
}
