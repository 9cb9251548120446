package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/// Sound that is played, a frame each 20 ms.
final class Reel implements Timeline.Appointment {
    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME_MS = 20;
    private static final int FRAME_SAMPLES = Format.SLIN16.frameSamples();

    private final Timeline timeline;
    private final Sound sound;
    private final Consumer<Frame> to;
    private final Runnable then;
    private long origin;
    private int turned;
    private int frames;
    private boolean paused;
    private boolean cancelled;

    Reel(Timeline timeline, Sound sound, Consumer<Frame> to, Runnable then) {
        this.timeline = timeline;
        this.sound = sound;
        this.to = to;
        this.then = then;
        this.origin = timeline.nanoTime();
        turn();
    }

    private void turn() {
        long due = origin + turned * FRAME_NANOS - timeline.nanoTime();
        turned++;
        timeline.after(Duration.ofNanos(Math.max(0, due)), this::frame);
    }

    private void frame() {
        if (cancelled) {
            return;
        }
        if (paused) {
            turn();
            return;
        }
        var samples = sound.samples();
        int from = frames * FRAME_SAMPLES;
        if (from >= samples.length) {
            if (!sound.endless() || samples.length == 0) {
                cancelled = true;
                then.run();
                return;
            }
            from = 0;
            frames = 0;
        }
        frames++;
        to.accept(
                Frame.of(
                        Format.SLIN16,
                        Pcm.bytes(Arrays.copyOfRange(samples, from, from + FRAME_SAMPLES))));
        turn();
    }

    void pause(boolean on) {
        paused = on;
    }

    void restart() {
        frames = 0;
    }

    /// @param ms forward; negative for back
    void skip(int ms) {
        frames = Math.max(0, frames + ms / FRAME_MS);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
