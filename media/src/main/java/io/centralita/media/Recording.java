package io.centralita.media;

import java.time.Duration;

/// Mono samples and their rate. The array is not copied; nobody changes it.
public final class Recording {
    private final int sampleRateHz;
    private final short[] samples;

    public Recording(int sampleRateHz, short[] samples) {
        this.sampleRateHz = sampleRateHz;
        this.samples = samples;
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public short[] samples() {
        return samples;
    }

    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / sampleRateHz);
    }

    /// The same at another rate; itself where the rate is the same.
    public Recording at(int otherRateHz) {
        return otherRateHz == sampleRateHz
                ? this
                : new Recording(otherRateHz, Resampler.convert(samples, sampleRateHz, otherRateHz));
    }
}
