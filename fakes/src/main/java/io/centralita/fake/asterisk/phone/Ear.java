package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.media.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Takes what Asterisk sends to the phone, as the packets that it would be: the application's own
/// timestamps where its codec is the phone's, otherwise those of Asterisk's clock. Safe from any
/// thread.
public final class Ear {
    /// Ten minutes.
    private static final int KEPT = 30_000;

    private static final long GAP_NANOS = 60_000_000;
    private static final long NANOS = 1_000_000_000L;

    private final Format format;
    private final List<HeardPacket> packets = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Random random;
    private final Samples decoder;
    private int ssrc;
    private int sequence;
    private long timestamp;
    private long lastNanos;
    private long sinceNanos;
    private boolean begun;
    private int forgotten;

    Ear(Format format, Random random) {
        this.format = format;
        this.random = random;
        this.decoder = new Samples(format);
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(0x1_0000);
    }

    synchronized void answered(long nanos) {
        sinceNanos = nanos;
    }

    synchronized void hear(Frame frame, long nanos) {
        var timing = frame.timing();
        int ticks = format.ticks(frame.payload().length);
        boolean marker = false;
        if (timing != null) {
            if (timing.newSource()) {
                ssrc = random.nextInt();
                marker = true;
            }
            sequence += begun ? timing.sequenceStep() : 1;
            timestamp = timing.timestamp();
        } else {
            long passed = nanos - lastNanos;
            boolean gap = begun && passed > GAP_NANOS;
            marker = gap;
            sequence++;
            timestamp += gap ? passed * format.clockHz() / NANOS : ticks;
        }
        begun = true;
        lastNanos = nanos;
        if (packets.size() >= KEPT) {
            forgotten++;
            return;
        }
        var packet =
                new HeardPacket(
                        nanos,
                        sequence & 0xFFFF,
                        timestamp,
                        marker,
                        ssrc,
                        format,
                        frame.payload(),
                        Levels.rmsDbfs(decoder.decode(frame.payload())));
        packets.add(packet);
        watches.removeIf(watch -> watch.met(packet));
    }

    /// Somebody waits for a packet.
    private record Watch(Predicate<HeardPacket> wanted, CompletableFuture<HeardPacket> arrival) {
        boolean met(HeardPacket packet) {
            return wanted.test(packet) && arrival.complete(packet);
        }
    }

    /// The first packet that is wanted, of those that came and those to come.
    public synchronized CompletableFuture<HeardPacket> first(Predicate<HeardPacket> wanted) {
        var watch = new Watch(wanted, new CompletableFuture<>());
        if (packets.stream().noneMatch(watch::met)) {
            watches.add(watch);
        }
        return watch.arrival().copy();
    }

    /// The n-th packet, from 1.
    public synchronized CompletableFuture<HeardPacket> packet(int number) {
        if (packets.size() >= number) {
            return CompletableFuture.completedFuture(packets.get(number - 1));
        }
        var watch = new Watch(_ -> packets.size() >= number, new CompletableFuture<>());
        watches.add(watch);
        return watch.arrival().copy();
    }

    public synchronized Heard heard() {
        return new Heard(format, sinceNanos, packets, forgotten);
    }
}
