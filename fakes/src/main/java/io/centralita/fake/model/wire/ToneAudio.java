package io.centralita.fake.model.wire;

import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.G711;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the model sounds like: bursts of a tone with its octave, 480 ms and a pause of 120 ms, at a
/// pitch that tells one utterance from the next sixteen. Rendered once a process, since hundreds of
/// sessions say the same; safe from any thread.
public final class ToneAudio {
    private static final int PITCHES = 16;
    private static final int LOWEST_HZ = 300;
    private static final int STEP_HZ = 50;
    private static final int PERIOD_MS = 600;
    private static final int BURST_MS = 480;
    private static final int EDGE_MS = 20;
    private static final double AMPLITUDE = 6_000;
    private static final int MOST_CACHED = 4_096;

    private static final Map<Tone, byte[]> PERIODS = new ConcurrentHashMap<>();
    private static final Map<Piece, String> PIECES = new ConcurrentHashMap<>();

    private record Tone(AudioFormat format, int pitch) {}

    private record Piece(AudioFormat format, int pitch, int fromMs, int lengthMs) {}

    private ToneAudio() {}

    /// The lower of the two tones.
    public static int frequencyHz(int utterance) {
        return LOWEST_HZ + STEP_HZ * (utterance % PITCHES);
    }

    /// @param utterance number of the spoken item
    /// @param fromMs in that item
    public static byte[] bytes(AudioFormat format, int utterance, int fromMs, int lengthMs) {
        var period =
                PERIODS.computeIfAbsent(
                        new Tone(format, utterance % PITCHES), ToneAudio::renderPeriod);
        int bytesPerMs = format.frameBytes() / 20;
        var out = new byte[lengthMs * bytesPerMs];
        int from = fromMs % PERIOD_MS * bytesPerMs;
        for (int filled = 0; filled < out.length; ) {
            int length = Math.min(period.length - from, out.length - filled);
            System.arraycopy(period, from, out, filled, length);
            filled += length;
            from = 0;
        }
        return out;
    }

    /// As [#bytes], kept for the next who asks.
    static String base64(AudioFormat format, int utterance, int fromMs, int lengthMs) {
        var piece = new Piece(format, utterance % PITCHES, fromMs % PERIOD_MS, lengthMs);
        var known = PIECES.get(piece);
        if (known != null) {
            return known;
        }
        var encoded =
                Base64.getEncoder().encodeToString(bytes(format, utterance, fromMs, lengthMs));
        if (PIECES.size() < MOST_CACHED) {
            PIECES.put(piece, encoded);
        }
        return encoded;
    }

    private static byte[] renderPeriod(Tone tone) {
        int hz = tone.format().sampleRateHz();
        var samples = new short[PERIOD_MS * hz / 1_000];
        int burst = BURST_MS * hz / 1_000;
        double edge = EDGE_MS * hz / 1_000.0;
        double step = 2 * Math.PI * frequencyHz(tone.pitch()) / hz;
        for (int i = 0; i < burst; i++) {
            double fade = Math.min(1, Math.min(i, burst - 1 - i) / edge);
            samples[i] =
                    (short) (AMPLITUDE * fade * (Math.sin(step * i) + Math.sin(2 * step * i) / 2));
        }
        return encode(tone.format().codec(), samples);
    }

    private static byte[] encode(Codec codec, short[] samples) {
        return switch (codec) {
            case PCMU -> G711.encodeMuLaw(samples);
            case PCMA -> G711.encodeALaw(samples);
            case PCM16 -> {
                var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asShortBuffer().put(samples);
                yield Arrays.copyOf(bytes.array(), bytes.capacity());
            }
        };
    }
}
