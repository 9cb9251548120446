package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What a phone sends: a packet each 20 ms, silence where nothing is said, no audio while a key is
/// down. The other half of a Local channel sends nothing in silence, and what is left at the end of
/// a sound in a packet that is short.
final class Mouth {
    private static final Duration PTIME = Duration.ofMillis(20);

    /// RFC 4733 §2.5.1.4: the last packet of an event is sent three times.
    private static final int KEY_ENDINGS = 4;

    private final Format format;
    private final boolean continuous;
    private final Line line;
    private final Timeline timeline;
    private final Samples encoder;
    private final Deque<Key> keys = new ArrayDeque<>();
    private short[] waiting = {};
    private int said;
    private @Nullable Key down;
    private long keyEndsNanos;
    private long timestamp;
    private int step = 1;
    private long origin;
    private long ticks;
    private boolean held;
    private boolean muted;
    private boolean over;

    private record Key(char digit, int durationMs) {}

    Mouth(Format format, boolean continuous, Line line, Timeline timeline, Random random) {
        this.format = format;
        this.continuous = continuous;
        this.line = line;
        this.timeline = timeline;
        this.encoder = new Samples(format);
        this.timestamp = random.nextInt(1 << 30);
    }

    void begin() {
        origin = timeline.nanoTime();
        schedule();
    }

    void end() {
        over = true;
    }

    /// @param samples at the format's rate
    void say(short[] samples) {
        int before = waiting.length - said;
        var all = Arrays.copyOfRange(waiting, said, waiting.length + samples.length);
        System.arraycopy(samples, 0, all, before, samples.length);
        waiting = all;
        said = 0;
    }

    void shutUp() {
        said = waiting.length;
    }

    void press(char digit, int durationMs) {
        keys.add(new Key(digit, durationMs));
    }

    void hold(boolean on) {
        held = on;
    }

    /// Sends no packets at all.
    void mute(boolean on) {
        muted = on;
    }

    private void schedule() {
        long due = origin + ticks * PTIME.toNanos() - timeline.nanoTime();
        ticks++;
        timeline.after(
                Duration.ofNanos(Math.max(0, due)),
                () -> {
                    if (!over) {
                        tick();
                        schedule();
                    }
                });
    }

    private void tick() {
        int samples = format.frameSamples();
        timestamp += format.clockHz() / 50;
        if (keyIsDown() || held || muted) {
            return;
        }
        boolean silent = said >= waiting.length;
        if (silent && !continuous) {
            return;
        }
        int length = continuous || silent ? samples : Math.min(samples, waiting.length - said);
        var frame = silent ? new short[length] : Arrays.copyOfRange(waiting, said, said + length);
        said = Math.min(said + length, waiting.length);
        var payload = encoder.encode(frame);
        line.audio(
                new Frame(
                        format,
                        payload,
                        continuous ? new Frame.Timing(timestamp, step, false) : null));
        step = 1;
    }

    private boolean keyIsDown() {
        long now = timeline.nanoTime();
        var key = down;
        if (key != null && now < keyEndsNanos) {
            return true;
        }
        down = keys.poll();
        if (down == null) {
            return false;
        }
        var next = down;
        keyEndsNanos = Math.max(now, keyEndsNanos) + next.durationMs() * 1_000_000L;
        step += next.durationMs() / 20 + KEY_ENDINGS;
        timeline.after(
                Duration.ofNanos(keyEndsNanos - now),
                () -> {
                    if (!over) {
                        line.digit(next.digit(), next.durationMs());
                    }
                });
        return true;
    }
}
