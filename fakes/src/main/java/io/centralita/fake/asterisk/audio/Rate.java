package io.centralita.fake.asterisk.audio;

import io.centralita.media.Resampler;
import java.util.Arrays;

/// A change of sample rate that gives as much as it takes, chunk by chunk, from the first on: what
/// the filter holds back is made up for with silence at the beginning.
final class Rate {
    /// The fastest the filter does; above it samples are repeated.
    private static final int FILTERED_HZ = 48_000;

    private final int fromHz;
    private final int toHz;
    private final int fromStep;
    private final int toStep;
    private final Resampler resampler;
    private short[] pending = {};
    private boolean begun;

    Rate(int fromHz, int toHz) {
        this.fromHz = fromHz;
        this.toHz = toHz;
        this.fromStep = Math.max(1, fromHz / FILTERED_HZ);
        this.toStep = Math.max(1, toHz / FILTERED_HZ);
        this.resampler = new Resampler(fromHz / fromStep, toHz / toStep);
    }

    short[] convert(short[] samples) {
        if (fromHz == toHz) {
            return samples;
        }
        int due = (int) ((long) samples.length * toHz / fromHz / toStep);
        var filtered = resampler.process(every(samples, fromStep));
        var all = Arrays.copyOf(pending, pending.length + filtered.length);
        System.arraycopy(filtered, 0, all, pending.length, filtered.length);
        if (!begun && all.length < due) {
            var padded = new short[due];
            System.arraycopy(all, 0, padded, due - all.length, all.length);
            all = padded;
        }
        begun = true;
        int taken = Math.min(due, all.length);
        pending = Arrays.copyOfRange(all, taken, all.length);
        return repeated(Arrays.copyOf(all, taken), toStep);
    }

    private static short[] every(short[] samples, int step) {
        if (step == 1) {
            return samples;
        }
        var kept = new short[samples.length / step];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = samples[i * step];
        }
        return kept;
    }

    private static short[] repeated(short[] samples, int times) {
        if (times == 1) {
            return samples;
        }
        var more = new short[samples.length * times];
        for (int i = 0; i < more.length; i++) {
            more[i] = samples[i / times];
        }
        return more;
    }
}
