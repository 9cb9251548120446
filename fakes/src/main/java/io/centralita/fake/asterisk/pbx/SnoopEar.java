package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What a snoop channel hears: each 20 ms what was said in the directions that it spies on, mixed,
/// and silence where nothing was said.
final class SnoopEar {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final int WIDE_HZ = 16_000;

    private final Pbx pbx;
    private final Channel spy;
    private final Format format;
    private final MixSource in;
    private final MixSource out;
    private final long origin;
    private long ticks;

    private SnoopEar(Pbx pbx, Channel spy, Channel spied) {
        this.pbx = pbx;
        this.spy = spy;
        this.format = spied.format().rateHz() >= WIDE_HZ ? Format.SLIN16 : Format.SLIN;
        this.in = new MixSource(format);
        this.out = new MixSource(format);
        this.origin = pbx.timeline.nanoTime();
    }

    /// Until the spy is gone.
    static void open(Pbx pbx, Channel spy, Channel spied, Snoop.Direction direction) {
        if (direction == Snoop.Direction.NONE) {
            return;
        }
        var ear = new SnoopEar(pbx, spy, spied);
        if (direction.in()) {
            ear.tap(spied.inward, ear.in::add);
        }
        if (direction.out()) {
            ear.tap(spied.outward, ear.out::add);
        }
        ear.schedule();
    }

    private void tap(List<Consumer<Frame>> taps, Consumer<Frame> tap) {
        taps.add(tap);
        spy.whenGone.add(() -> taps.remove(tap));
    }

    private void schedule() {
        ticks++;
        long due = origin + ticks * TICK.toNanos() - pbx.timeline.nanoTime();
        pbx.timeline.after(Duration.ofNanos(Math.max(0, due)), this::tick);
    }

    private void tick() {
        if (spy.gone) {
            return;
        }
        var mixed = new short[format.frameSamples()];
        add(mixed, in.next());
        add(mixed, out.next());
        pbx.bridging.audio(spy, Frame.of(format, Pcm.bytes(mixed)));
        schedule();
    }

    private static void add(short[] to, short[] more) {
        for (int i = 0; i < more.length; i++) {
            to[i] = (short) Math.clamp(to[i] + more[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }
}
