package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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
    private final Random random;
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
        packets.add(
                new HeardPacket(
                        nanos,
                        sequence & 0xFFFF,
                        timestamp,
                        marker,
                        ssrc,
                        format,
                        frame.payload()));
    }

    public synchronized Heard heard() {
        return new Heard(format, sinceNanos, packets, forgotten);
    }
}
