package io.centralita.media;

import java.util.Arrays;

/// How loud a line is while nobody speaks, followed by its quietest moments: speech has gaps
/// between syllables, and in three seconds some of them reach down to the noise.
///
/// Frames are 20 ms. Belongs to one thread.
final class NoiseFloor {
    /// Below this a line counts as silent: less than a tenth of what the weakest caller brings.
    static final double LOWEST_DBFS = -62;

    /// Where the floor is taken to be, at most, before three seconds have been heard.
    private static final double UNKNOWN_DBFS = -35;

    private static final int FRAMES_PER_PART = 25;
    private static final int PARTS = 6;

    private static final int STEADY_FRAMES = 30;
    private static final double STEADY_SPAN_DB = 3;

    private static final double SMOOTHING = 0.3;
    private static final double SLOW = 0.04;
    private static final double LARGEST_RISE_DB = 6;
    private static final double LARGEST_SWAY_DB = 3;

    private final double[] quietestOfPart = new double[PARTS];
    private final double[] recent = new double[STEADY_FRAMES];
    private long frames;
    private double smoothed;
    private double quietest = UNKNOWN_DBFS;

    /// How far ordinary noise lies above the quietest moment, and how much it sways about that.
    private double rise;

    private double sway = 1;

    NoiseFloor() {
        Arrays.fill(quietestOfPart, UNKNOWN_DBFS);
    }

    double dbfs() {
        return Math.max(quietest + rise, LOWEST_DBFS);
    }

    /// How much the noise sways about its floor, in dB.
    double sway() {
        return sway;
    }

    /// Takes the level of the next frame and whether it was judged to be speech.
    void on(double levelDbfs, boolean speech) {
        smoothed = frames == 0 ? levelDbfs : smoothed + SMOOTHING * (levelDbfs - smoothed);
        recent[(int) (frames % STEADY_FRAMES)] = smoothed;
        int part = (int) (frames / FRAMES_PER_PART % PARTS);
        boolean partBegins = frames % FRAMES_PER_PART == 0 && frames >= FRAMES_PER_PART;
        quietestOfPart[part] = partBegins ? smoothed : Math.min(quietestOfPart[part], smoothed);
        frames++;
        quietest = Arrays.stream(quietestOfPart).min().orElse(UNKNOWN_DBFS);
        if (!speech) {
            double above = Math.clamp(levelDbfs - quietest, 0, LARGEST_RISE_DB);
            rise += SLOW * (above - rise);
            sway = Math.min(sway + SLOW * (Math.abs(above - rise) - sway), LARGEST_SWAY_DB);
        }
        if (frames >= STEADY_FRAMES && isSteady()) {
            Arrays.fill(quietestOfPart, smoothed);
            quietest = smoothed;
        }
    }

    /// No voice keeps its level within 3 dB for 600 ms; hum, dial tones and hiss do.
    private boolean isSteady() {
        double low = recent[0];
        double high = recent[0];
        for (double level : recent) {
            low = Math.min(low, level);
            high = Math.max(high, level);
        }
        return high - low < STEADY_SPAN_DB;
    }
}
