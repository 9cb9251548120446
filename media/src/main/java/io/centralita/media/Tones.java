package io.centralita.media;

import java.time.Duration;
import java.util.Arrays;

/// Tones of the telephone. Stateless, safe from any thread.
public final class Tones {
    /// Call progress tones in Spain (ITU-T E.180 supplement 2, Spain).
    private static final double SPAIN_HZ = 425;

    private static final double LEVEL_DBFS = -16;

    /// Keys in the order of the keypad (ITU-T Q.23).
    private static final String KEYS = "123A456B789C*0#D";

    private static final int[] ROWS_HZ = {697, 770, 852, 941};
    private static final int[] COLUMNS_HZ = {1_209, 1_336, 1_477, 1_633};

    /// Tones begin and end within this, so that they do not click.
    private static final Duration EDGE = Duration.ofMillis(3);

    private Tones() {}

    /// @param dbfs level of the tone by [Levels], -3 at most
    public static short[] sine(double hz, double dbfs, Duration length, int sampleRateHz) {
        var out = new short[samples(length, sampleRateHz)];
        add(out, hz, dbfs, sampleRateHz);
        return out;
    }

    /// One period of the ringing tone: 1.5 s of tone, 3 s of silence.
    public static short[] ringback(int sampleRateHz) {
        return cadence(Duration.ofMillis(1_500), Duration.ofMillis(4_500), sampleRateHz);
    }

    /// One period of the busy tone: 0.2 s of tone, 0.2 s of silence.
    public static short[] busy(int sampleRateHz) {
        return cadence(Duration.ofMillis(200), Duration.ofMillis(400), sampleRateHz);
    }

    /// @param key one of 0 to 9, A to D, star and hash
    public static short[] dtmf(char key, Duration length, int sampleRateHz) {
        int place = KEYS.indexOf(key);
        if (place < 0) {
            throw new IllegalArgumentException("no key " + key);
        }
        var out = new short[samples(length, sampleRateHz)];
        add(out, ROWS_HZ[place / 4], LEVEL_DBFS, sampleRateHz);
        add(out, COLUMNS_HZ[place % 4], LEVEL_DBFS, sampleRateHz);
        return out;
    }

    private static short[] cadence(Duration on, Duration period, int sampleRateHz) {
        return Arrays.copyOf(
                sine(SPAIN_HZ, LEVEL_DBFS, on, sampleRateHz), samples(period, sampleRateHz));
    }

    private static void add(short[] out, double hz, double dbfs, int sampleRateHz) {
        double amplitude = 32_768 * Math.sqrt(2) * Math.pow(10, dbfs / 20);
        double edge = samples(EDGE, sampleRateHz);
        for (int i = 0; i < out.length; i++) {
            double fade = Math.min(1, Math.min(i, out.length - 1 - i) / edge);
            double sine = Math.sin(2 * Math.PI * hz * i / sampleRateHz);
            out[i] = Pcm.clip(out[i] + amplitude * fade * sine);
        }
    }

    private static int samples(Duration length, int sampleRateHz) {
        return Math.toIntExact(length.toMillis() * sampleRateHz / 1_000);
    }
}
