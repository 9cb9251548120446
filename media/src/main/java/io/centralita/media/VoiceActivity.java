package io.centralita.media;

import java.time.Duration;

/// Decides for every 20 ms frame of a telephone line whether somebody speaks in it.
///
/// Speech begins with four loud frames out of five, two of them periodic as vowels are, so that a
/// click or a burst of hiss is none; whispering counts when it is loud and lively for half a
/// second. It goes on while the level stays above the noise floor, and 140 ms longer. Loud means
/// above a floor that follows the line. What sounds for more than eight seconds without a pause,
/// such as music on hold, must get ever louder to still count.
///
/// Belongs to one thread.
public final class VoiceActivity {
    /// How long speech has been going on already before the first frame that is said to hold it.
    public static final Duration ONSET = Duration.ofMillis(60);

    /// How long frames are still said to hold speech after it has ended.
    public static final Duration HANG_OVER = Duration.ofMillis(140);

    private static final int HANG_OVER_FRAMES = 7;
    private static final int ONSET_WINDOW = 0b11111;
    private static final int ONSET_LOUD_FRAMES = 4;
    private static final int ONSET_VOICED_FRAMES = 2;
    private static final double VOICED_PERIODICITY = 0.5;

    private static final double LOUD_DB = 6;
    private static final double STILL_LOUD_DB = 4;

    private static final int WHISPER_WINDOW = (1 << 25) - 1;
    private static final int WHISPER_LOUD_FRAMES = 15;
    private static final double WHISPER_SPREAD_DB = 3;
    private static final double MEAN_SMOOTHING = 0.3;
    private static final double SPREAD_SMOOTHING = 0.1;

    private static final double UNBROKEN_FRAMES = 400;
    private static final double UNBROKEN_LIMIT = 900;
    private static final double UNBROKEN_DB_PER_FRAME = 0.02;
    private static final double QUIET_DB = 3;

    private final int frameSamples;
    private final FrameFeatures features;
    private final NoiseFloor floor = new NoiseFloor();

    /// One bit per frame, the latest lowest.
    private int loudFrames;

    private int voicedFrames;
    private double loudMean;
    private double loudSpread;

    private boolean speech;
    private int hangOver;
    private double unbroken;

    /// @param sampleRateHz 8 000 or 16 000
    public VoiceActivity(int sampleRateHz) {
        if (sampleRateHz != 8_000 && sampleRateHz != 16_000) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be 8000 or 16000, not " + sampleRateHz);
        }
        this.frameSamples = sampleRateHz / 50;
        this.features = new FrameFeatures(sampleRateHz);
    }

    /// Samples of one frame.
    public int frameSamples() {
        return frameSamples;
    }

    public boolean isSpeech(short[] frame) {
        if (frame.length != frameSamples) {
            throw new IllegalArgumentException(
                    "a frame has " + frameSamples + " samples, not " + frame.length);
        }
        return isSpeech(frame, 0);
    }

    /// Takes the next frame of the stream, which starts at the offset.
    public boolean isSpeech(short[] samples, int offset) {
        features.take(samples, offset);
        double excess = features.levelDbfs() - floor.dbfs() - toll();
        note(excess);
        if (speech) {
            hangOver = excess >= STILL_LOUD_DB ? HANG_OVER_FRAMES : hangOver - 1;
            speech = hangOver >= 0;
        } else if (isLoudNow() && (isVoiced() || isWhispered())) {
            speech = true;
            hangOver = HANG_OVER_FRAMES;
        }
        countUnbroken(excess);
        floor.on(features.levelDbfs(), speech);
        return speech;
    }

    /// The level of the last frame above 200 Hz.
    public double levelDbfs() {
        return features.levelDbfs();
    }

    /// What the line is taken to bring while nobody speaks.
    public double noiseFloorDbfs() {
        return floor.dbfs();
    }

    private void note(double excess) {
        boolean loud = excess >= LOUD_DB + floor.sway();
        boolean voiced = loud && !speech && features.periodicity() >= VOICED_PERIODICITY;
        if (loud && (loudFrames & ONSET_WINDOW) == 0) {
            loudMean = features.levelDbfs();
            loudSpread = 0;
        } else if (loud) {
            loudMean += MEAN_SMOOTHING * (features.levelDbfs() - loudMean);
            double distance = Math.abs(features.levelDbfs() - loudMean);
            loudSpread += SPREAD_SMOOTHING * (distance - loudSpread);
        }
        loudFrames = (loudFrames << 1) | (loud ? 1 : 0);
        voicedFrames = (voicedFrames << 1) | (voiced ? 1 : 0);
    }

    private boolean isLoudNow() {
        return Integer.bitCount(loudFrames & ONSET_WINDOW) >= ONSET_LOUD_FRAMES;
    }

    private boolean isVoiced() {
        return Integer.bitCount(voicedFrames & ONSET_WINDOW) >= ONSET_VOICED_FRAMES;
    }

    private boolean isWhispered() {
        return Integer.bitCount(loudFrames & WHISPER_WINDOW) >= WHISPER_LOUD_FRAMES
                && loudSpread >= WHISPER_SPREAD_DB;
    }

    private void countUnbroken(double excess) {
        double change = speech ? 1 : excess + toll() < QUIET_DB ? -3 : -0.5;
        unbroken = Math.clamp(unbroken + change, 0, UNBROKEN_LIMIT);
    }

    /// What sound that never pauses must bring on top, in dB.
    private double toll() {
        return Math.max(0, unbroken - UNBROKEN_FRAMES) * UNBROKEN_DB_PER_FRAME;
    }
}
