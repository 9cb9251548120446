package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.media.Levels;
import java.util.Arrays;

/// What is in a stretch of audio.
///
/// @param hz of the strongest tone
/// @param dbfs of everything
/// @param tone power of the strongest tone, of the whole: 1 for a pure one
record Sound(double hz, double dbfs, double tone) {
    /// The last stretch of this length of what was heard.
    static Sound last(short[] samples, int rateHz, double seconds) {
        int length = (int) (rateHz * seconds);
        var part = Arrays.copyOfRange(samples, samples.length - length, samples.length);
        double best = 0;
        double bestHz = 0;
        for (double hz = 100; hz < 4_000; hz += 1 / seconds) {
            double power = power(part, hz, rateHz);
            if (power > best) {
                best = power;
                bestHz = hz;
            }
        }
        double all = 0;
        for (short sample : part) {
            all += (double) sample * sample;
        }
        return new Sound(bestHz, Levels.rmsDbfs(part), all == 0 ? 0 : best / all);
    }

    /// Goertzel; a sine of this frequency gives the energy of its samples.
    private static double power(short[] samples, double hz, int rateHz) {
        double step = 2 * Math.cos(2 * Math.PI * hz / rateHz);
        double one = 0;
        double two = 0;
        for (short sample : samples) {
            double next = sample + step * one - two;
            two = one;
            one = next;
        }
        return 2 * (one * one + two * two - step * one * two) / samples.length;
    }
}
