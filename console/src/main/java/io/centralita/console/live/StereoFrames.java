package io.centralita.console.live;

import io.centralita.call.watch.LiveAudio;
import io.centralita.call.watch.StereoTape;
import io.centralita.media.Pcm;
import io.centralita.media.Resampler;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;

/// What one listener hears of a call: 16 kHz, 20 ms at a time, the two sides in turns, evenly and a
/// quarter of a second late. Belongs to one thread.
final class StereoFrames {
    static final int RATE_HZ = 16_000;

    /// So late may frames of the caller be and still be heard.
    static final Duration DELAY = Duration.ofMillis(240);

    /// No more is made up for at a time.
    private static final Duration MOST = Duration.ofMillis(500);

    private static final int FRAME = RATE_HZ / 50;

    private final LiveAudio audio;
    private final StereoTape tape;
    private final Resampler left;
    private final Resampler right;
    private final short[] ready = new short[2 * RATE_HZ];

    /// Samples of each side in `ready`.
    private int leftReady;

    private int rightReady;

    /// @param from the first sample, by the clock of the call
    StereoFrames(LiveAudio audio, long from) {
        this.audio = audio;
        int rate = audio.format().sampleRateHz();
        tape = new StereoTape(audio.format(), from);
        left = new Resampler(rate, RATE_HZ);
        right = new Resampler(rate, RATE_HZ);
    }

    StereoTape tape() {
        return tape;
    }

    /// Hands out all whole frames there are by now.
    void next(Consumer<Buffer> out) {
        long until = audio.now() - DELAY.toNanos();
        long most = MOST.toMillis() * audio.format().sampleRateHz() / 1_000;
        var both = tape.take(until, (int) most);
        leftReady = put(left.process(side(both, 0)), 0, leftReady);
        rightReady = put(right.process(side(both, 1)), 1, rightReady);
        int frames = Math.min(leftReady, rightReady) / FRAME;
        for (int i = 0; i < frames; i++) {
            out.accept(Buffer.buffer(Pcm.bytes(ready, 2 * FRAME * i, 2 * FRAME)));
        }
        int taken = frames * FRAME;
        System.arraycopy(ready, 2 * taken, ready, 0, ready.length - 2 * taken);
        leftReady -= taken;
        rightReady -= taken;
    }

    private int put(short[] samples, int channel, int at) {
        int room = Math.min(samples.length, ready.length / 2 - at);
        for (int i = 0; i < room; i++) {
            ready[2 * (at + i) + channel] = samples[i];
        }
        return at + room;
    }

    private static short[] side(short[] both, int channel) {
        var side = new short[both.length / 2];
        for (int i = 0; i < side.length; i++) {
            side[i] = both[2 * i + channel];
        }
        return side;
    }
}
