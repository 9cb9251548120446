package io.centralita.tenant.recording;

import io.centralita.call.watch.Loudness;
import io.centralita.call.watch.Waveform;
import java.util.ArrayList;
import java.util.List;

/// How loud both sides of a recording are, step by step, as waveforms show it. Belongs to one
/// thread.
final class StereoLevels {
    private final int stepSamples;
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private long leftSum;
    private long rightSum;
    private int samples;

    StereoLevels(int sampleRateHz) {
        stepSamples = Math.toIntExact(Waveform.STEP.toMillis() * sampleRateHz / 1_000);
    }

    /// @param both the two sides in turns
    void add(short[] both) {
        for (int i = 0; i + 1 < both.length; i += 2) {
            leftSum += (long) both[i] * both[i];
            rightSum += (long) both[i + 1] * both[i + 1];
            if (++samples == stepSamples) {
                step();
            }
        }
    }

    private void step() {
        left.add(Loudness.of(leftSum / samples));
        right.add(Loudness.of(rightSum / samples));
        leftSum = 0;
        rightSum = 0;
        samples = 0;
    }

    List<Integer> left() {
        return List.copyOf(left);
    }

    List<Integer> right() {
        return List.copyOf(right);
    }
}
