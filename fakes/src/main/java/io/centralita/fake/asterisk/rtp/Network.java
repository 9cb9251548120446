package io.centralita.fake.asterisk.rtp;

import io.centralita.fake.asterisk.pbx.Timeline;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One direction of a connection under [Conditions], the same for the same seed.
public final class Network {
    private final Supplier<Conditions> conditions;
    private final Timeline timeline;
    private final Random random;
    private final Consumer<byte[]> arrival;
    private byte @Nullable [] overtaken;

    /// @param conditions asked for each packet, so that they may change
    public Network(
            Supplier<Conditions> conditions,
            Timeline timeline,
            long seed,
            Consumer<byte[]> arrival) {
        this.conditions = conditions;
        this.timeline = timeline;
        this.random = new Random(seed);
        this.arrival = arrival;
    }

    public void send(byte[] packet) {
        var now = conditions.get();
        if (now.equals(Conditions.PERFECT) && overtaken == null) {
            arrival.accept(packet);
            return;
        }
        if (random.nextDouble() < now.loss()) {
            return;
        }
        var waiting = overtaken;
        if (waiting == null && random.nextDouble() < now.reordered()) {
            overtaken = packet;
            return;
        }
        overtaken = null;
        deliver(packet, now);
        if (random.nextDouble() < now.duplicated()) {
            deliver(packet, now);
        }
        if (waiting != null) {
            deliver(waiting, now);
        }
    }

    private void deliver(byte[] packet, Conditions now) {
        if (now.jitter().isZero()) {
            arrival.accept(packet);
            return;
        }
        timeline.after(
                Duration.ofNanos((long) (random.nextDouble() * now.jitter().toNanos())),
                () -> arrival.accept(packet));
    }
}
