package io.centralita.media;

import java.util.Arrays;
import java.util.Random;

/// Disturbance to mix over speech at a given ratio, the same for the same seed: for measuring how
/// well ears work. Belongs to one thread.
public final class Noise {
    /// What the disturbance sounds like.
    public enum Kind {
        /// Hiss, equally strong at all frequencies.
        WHITE,
        /// A rushing sound, 3 dB weaker per octave.
        PINK,
        /// Many people talking at once: speech-shaped noise in bands that sway independently.
        BABBLE,
        /// Mains at 50 Hz with odd harmonics.
        HUM
    }

    private static final int BABBLE_BANDS = 8;

    /// Frames this far below the loudest ones count as pauses in speech.
    private static final double PAUSE_DB = 25;

    private final Kind kind;
    private final Random random;
    private final int sampleRateHz;

    private Noise(Kind kind, long seed, int sampleRateHz) {
        this.kind = kind;
        this.random = new Random(seed);
        this.sampleRateHz = sampleRateHz;
    }

    public static Noise of(Kind kind, long seed, int sampleRateHz) {
        return new Noise(kind, seed, sampleRateHz);
    }

    /// That many samples with a root mean square of one.
    public double[] samples(int count) {
        var samples =
                switch (kind) {
                    case WHITE -> white(count);
                    case PINK -> pink(count);
                    case BABBLE -> babble(count);
                    case HUM -> hum(count);
                };
        double power = Arrays.stream(samples).map(x -> x * x).sum() / Math.max(1, count);
        double scale = power > 0 ? 1 / Math.sqrt(power) : 0;
        return Arrays.stream(samples).map(x -> x * scale).toArray();
    }

    /// Noise alone at the given level.
    public short[] at(double dbfs, int count) {
        double amplitude = 32_768 * Math.pow(10, dbfs / 20);
        var noise = samples(count);
        var out = new short[count];
        for (int i = 0; i < count; i++) {
            out[i] = Pcm.clip(amplitude * noise[i]);
        }
        return out;
    }

    /// The speech with noise all over it. The ratio is to the speech while it sounds: pauses do not
    /// count ([#activeRms]).
    public short[] over(short[] speech, double snrDb) {
        double amplitude = activeRms(speech, sampleRateHz) * Math.pow(10, -snrDb / 20);
        var noise = samples(speech.length);
        var out = new short[speech.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Pcm.clip(speech[i] + amplitude * noise[i]);
        }
        return out;
    }

    /// The root mean square over the 20 ms frames that are at most 25 dB below the loudest, in
    /// units of one 16 bit step.
    public static double activeRms(short[] speech, int sampleRateHz) {
        int frame = sampleRateHz / 50;
        var levels = new double[speech.length / frame];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Levels.rms(speech, i * frame, frame);
        }
        double loudest = Arrays.stream(levels).max().orElse(0);
        double threshold = loudest * Math.pow(10, -PAUSE_DB / 20);
        double power =
                Arrays.stream(levels)
                        .filter(level -> level > 0 && level >= threshold)
                        .map(level -> level * level)
                        .average()
                        .orElse(0);
        return Math.sqrt(power);
    }

    private double[] white(int count) {
        var out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = random.nextGaussian();
        }
        return out;
    }

    /// The sum of sources that are renewed every 1, 2, 4, ... samples falls by 3 dB per octave.
    private double[] pink(int count) {
        var sources = new double[16];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = random.nextGaussian();
        }
        var out = new double[count];
        for (int i = 0; i < count; i++) {
            int renewed = Math.min(Integer.numberOfTrailingZeros(i + 1), sources.length - 1);
            sources[renewed] = random.nextGaussian();
            out[i] = Arrays.stream(sources).sum() + random.nextGaussian();
        }
        return out;
    }

    private double[] babble(int count) {
        var out = new double[count];
        for (int band = 0; band < BABBLE_BANDS; band++) {
            double centre = 250 * Math.pow(2, band * 0.5);
            double strength = Math.pow(10, -Math.max(0, band - 2) * 4.0 / 20);
            addBand(out, Math.min(centre, 0.45 * sampleRateHz), strength);
        }
        return out;
    }

    /// White noise through a resonance, its strength swaying four times a second.
    private void addBand(double[] out, double centreHz, double strength) {
        double radius = Math.exp(-Math.PI * 0.35 * centreHz / sampleRateHz);
        double turn = 2 * radius * Math.cos(2 * Math.PI * centreHz / sampleRateHz);
        double gain = strength * (1 - radius);
        double swayHz = 3 + 2 * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double one = 0;
        double two = 0;
        for (int i = 0; i < out.length; i++) {
            double next = random.nextGaussian() + turn * one - radius * radius * two;
            two = one;
            one = next;
            double sway = 1 + 0.5 * Math.sin(phase + 2 * Math.PI * swayHz * i / sampleRateHz);
            out[i] += gain * sway * next;
        }
    }

    private double[] hum(int count) {
        var out = new double[count];
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < count; i++) {
            double angle = phase + 2 * Math.PI * 50 * i / sampleRateHz;
            out[i] =
                    Math.sin(angle)
                            + 0.5 * Math.sin(3 * angle)
                            + 0.3 * Math.sin(5 * angle)
                            + 0.15 * Math.sin(7 * angle);
        }
        return out;
    }
}
