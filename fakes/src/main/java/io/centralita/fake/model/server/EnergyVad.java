package io.centralita.fake.model.server;

import io.centralita.fake.model.TurnDetection;
import io.centralita.fake.model.TurnDetection.Eagerness;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;

/// Finds speech in appended audio by its loudness alone. Belongs to one thread.
final class EnergyVad {
    private static final int FRAME_MS = 20;
    private static final int LOUD_FRAMES_TO_BEGIN = 3;

    /// A threshold of 0 hears -60 dBFS, one of 1 needs -20 dBFS.
    private static final double LOWEST_DBFS = -60;

    private static final double SPAN_DB = 40;

    private final AudioFormat format;
    private final byte[] frame;
    private int filled;
    private long heardMs;
    private int loudFrames;
    private int quietMs;
    private boolean speech;

    /// What happens at the end of a frame.
    enum Change {
        NONE,
        BEGINS,
        ENDS
    }

    /// @param heardMs audio before this
    EnergyVad(AudioFormat format, long heardMs) {
        this.format = format;
        this.frame = new byte[format.frameBytes()];
        this.heardMs = heardMs;
    }

    AudioFormat format() {
        return format;
    }

    /// Audio in whole frames so far.
    long heardMs() {
        return heardMs;
    }

    /// Takes a frame's worth at most, from the offset, and tells how much it took.
    int take(byte[] audio, int offset) {
        int length = Math.min(frame.length - filled, audio.length - offset);
        System.arraycopy(audio, offset, frame, filled, length);
        filled += length;
        return length;
    }

    /// Looks at the frame once it is full.
    Change decide(TurnDetection detection) {
        if (filled < frame.length) {
            return Change.NONE;
        }
        filled = 0;
        heardMs += FRAME_MS;
        boolean loud = power() >= threshold(detection);
        loudFrames = loud ? loudFrames + 1 : 0;
        quietMs = loud ? 0 : quietMs + FRAME_MS;
        if (!speech && loudFrames >= LOUD_FRAMES_TO_BEGIN) {
            speech = true;
            return Change.BEGINS;
        }
        if (speech && quietMs >= silenceMs(detection)) {
            speech = false;
            return Change.ENDS;
        }
        return Change.NONE;
    }

    /// Whoever emptied the buffer ended the speech as well.
    void forget() {
        speech = false;
        loudFrames = 0;
    }

    boolean isSpeech() {
        return speech;
    }

    private double power() {
        double sum = 0;
        int samples = frame.length * 8 / format.codec().bitsPerSample();
        for (int i = 0; i < samples; i++) {
            double sample = sample(i) / 32_768.0;
            sum += sample * sample;
        }
        return sum / samples;
    }

    private int sample(int index) {
        return switch (format.codec()) {
            case PCMU -> G711.muLawToLinear(frame[index]);
            case PCMA -> G711.aLawToLinear(frame[index]);
            case PCM16 -> (short) ((frame[2 * index] & 0xFF) | (frame[2 * index + 1] << 8));
        };
    }

    private static double threshold(TurnDetection detection) {
        double level = detection instanceof TurnDetection.ServerVad vad ? vad.threshold() : 0.5;
        return Math.pow(10, (LOWEST_DBFS + SPAN_DB * level) / 10);
    }

    /// A semantic turn is over after silence alone here: long where it waits for more.
    private static int silenceMs(TurnDetection detection) {
        return switch (detection) {
            case TurnDetection.Off() -> Integer.MAX_VALUE;
            case TurnDetection.ServerVad vad -> vad.silenceDurationMs();
            case TurnDetection.SemanticVad(var eagerness, var _, var _) ->
                    eagerness == Eagerness.LOW ? 1_600 : eagerness == Eagerness.HIGH ? 400 : 800;
        };
    }
}
