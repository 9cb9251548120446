package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The mixer of bridges with more than two in it: every 20 ms everybody gets the sum of the others,
/// silence included. Of what comes faster than that, 100 ms are kept.
final class Softmix {
    private static final Format WITHIN = Format.SLIN16;
    private static final Duration TICK = Duration.ofMillis(20);

    private final Timeline timeline;
    private final Bridge bridge;
    private final Map<Object, MixSource> sources = new HashMap<>();
    final List<Consumer<short[]>> recorders = new ArrayList<>();
    private long origin;
    private long ticks;
    private boolean stopped;

    Softmix(Timeline timeline, Bridge bridge) {
        this.timeline = timeline;
        this.bridge = bridge;
    }

    void start() {
        origin = timeline.nanoTime();
        schedule();
    }

    void stop() {
        stopped = true;
    }

    /// @param who a channel, or an announcer
    void take(Object who, Frame frame) {
        sources.computeIfAbsent(who, _ -> new MixSource(WITHIN)).add(frame);
    }

    private void schedule() {
        ticks++;
        long due = origin + ticks * TICK.toNanos() - timeline.nanoTime();
        timeline.after(
                Duration.ofNanos(Math.max(0, due)),
                () -> {
                    if (!stopped) {
                        mix();
                        schedule();
                    }
                });
    }

    private void mix() {
        var total = new int[WITHIN.frameSamples()];
        var said = new HashMap<Object, short[]>();
        sources.forEach(
                (who, source) -> {
                    var frame = source.next();
                    said.put(who, frame);
                    for (int i = 0; i < frame.length; i++) {
                        total[i] += frame[i];
                    }
                });
        for (var member : List.copyOf(bridge.members)) {
            member.play(
                    Frame.of(
                            WITHIN,
                            Pcm.bytes(without(total, said.getOrDefault(member, new short[0])))));
        }
        recorders.forEach(recorder -> recorder.accept(without(total, new short[0])));
    }

    private static short[] without(int[] total, short[] own) {
        var rest = new short[total.length];
        for (int i = 0; i < rest.length; i++) {
            int value = total[i] - (i < own.length ? own[i] : 0);
            rest[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return rest;
    }
}
