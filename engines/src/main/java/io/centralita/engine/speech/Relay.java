package io.centralita.engine.speech;

import io.centralita.call.engine.Usage;
import io.centralita.engine.pipeline.SpeechSynthesiser.Sink;
import io.centralita.media.Resampler;
import java.time.Duration;

/// Passes one part's samples on at another rate, and counts them. Confined to one thread.
final class Relay implements Sink {
    private final Sink sink;
    private final int fromHz;
    private final Resampler resampler;
    private long samples;
    private boolean wanted = true;

    Relay(Sink sink, int fromHz, int toHz) {
        this.sink = sink;
        this.fromHz = fromHz;
        this.resampler = new Resampler(fromHz, toHz);
    }

    @Override
    public boolean accept(short[] pcm, int offset, int length) throws InterruptedException {
        samples += length;
        if (resampler.isIdentity()) {
            wanted = wanted && sink.accept(pcm, offset, length);
            return wanted;
        }
        var out = new short[resampler.largestOutput(length)];
        int made = resampler.process(pcm, offset, length, out, 0);
        return pass(out, made);
    }

    @Override
    public void used(Usage usage) {
        sink.used(usage);
    }

    private boolean pass(short[] pcm, int length) throws InterruptedException {
        if (wanted && length > 0) {
            wanted = sink.accept(pcm, 0, length);
        }
        return wanted;
    }

    /// Passes on what the change of rate still holds.
    void end() throws InterruptedException {
        var tail = resampler.flush();
        pass(tail, tail.length);
    }

    /// False when the sink said no.
    boolean isWanted() {
        return wanted;
    }

    /// What the part has given.
    Duration heard() {
        return Duration.ofNanos(samples * 1_000_000_000L / fromHz);
    }
}
