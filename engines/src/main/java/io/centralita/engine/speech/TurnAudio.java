package io.centralita.engine.speech;

import io.centralita.media.Levels;
import java.util.Arrays;

/// The samples of one turn as they come, 16 bit mono. Confined to one thread at a time.
final class TurnAudio {
    /// As the longest turn that a peer may make. What is said after it is not heard.
    private static final int LONGEST_S = 120;

    /// Nobody whispers below this on a line on which anything can be heard at all.
    private static final double SILENCE_DBFS = -55;

    private static final int FRAMES_A_SECOND = 50;

    /// 60 ms.
    private static final int SYLLABLE_FRAMES = 3;

    private final int sampleRateHz;
    private short[] samples;
    private int length;

    TurnAudio(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        samples = new short[sampleRateHz];
    }

    void add(short[] pcm, int offset, int count) {
        int most = LONGEST_S * sampleRateHz;
        int taken = Math.min(count, most - length);
        if (length + taken > samples.length) {
            int room = Math.min(Math.max(2 * samples.length, length + taken), most);
            samples = Arrays.copyOf(samples, room);
        }
        System.arraycopy(pcm, offset, samples, length, taken);
        length += taken;
    }

    /// A copy.
    short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    void forget() {
        samples = new short[0];
        length = 0;
    }

    /// Whether anything in it is loud enough to be speech, for as long as a syllable takes.
    static boolean holdsSpeech(short[] samples, int sampleRateHz) {
        int frame = sampleRateHz / FRAMES_A_SECOND;
        int loud = 0;
        for (int from = 0; from + frame <= samples.length; from += frame) {
            if (Levels.rmsDbfs(samples, from, frame) > SILENCE_DBFS) {
                loud++;
            }
        }
        return loud >= SYLLABLE_FRAMES;
    }
}
