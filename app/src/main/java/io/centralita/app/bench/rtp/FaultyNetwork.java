package io.centralita.app.bench.rtp;

import io.centralita.channel.asterisk.rtp.IncomingStream;
import io.centralita.channel.asterisk.rtp.RtpSettings;
import io.centralita.engine.offline.ears.Network;
import io.centralita.media.rtp.RtpStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Carries μ-law as RTP packets of 20 ms, some of which get lost, are late or overtake each other,
/// and hears them as a call does. Virtual time; the same seed gives the same faults.
///
/// @param loss share of packets lost, 0 to 1
/// @param jitterMs packets are late by as much at most, evenly spread
/// @param overtaken share of packets that come behind the next one
record FaultyNetwork(double loss, int jitterMs, double overtaken) implements Network {
    static final FaultyNetwork PERFECT = new FaultyNetwork(0, 0, 0);

    /// Of the issue: 5 % loss, 30 ms jitter, reordering.
    static final FaultyNetwork BAD = new FaultyNetwork(0.05, 30, 0.02);

    private static final long BEAT_NANOS = 20_000_000;
    private static final int PACKET = 160;
    private static final int BYTES = 2_000;

    /// Where in a beat packets are sent.
    private static final long PHASE_NANOS = 6_000_000;

    /// Beats after the last packet: more than the longest delay.
    private static final int TAIL = 10;

    private record Packet(long arrivesNanos, ByteBuffer datagram) {}

    @Override
    public byte[] carry(byte[] muLaw, long seed) {
        var underWay = send(muLaw, new Random(seed));
        var stream = IncomingStream.of("ulaw", RtpSettings.Delay.DEFAULT);
        var heard = new ByteArrayOutputStream();
        int next = 0;
        long beats = (long) Math.ceilDiv(muLaw.length, PACKET) + TAIL;
        for (long beat = 0; beat < beats; beat++) {
            long now = beat * BEAT_NANOS;
            while (next < underWay.size() && underWay.get(next).arrivesNanos() <= now) {
                stream.take(underWay.get(next++).datagram(), now);
            }
            if (stream.hasBegun()) {
                heard.writeBytes(stream.pull(now));
            }
        }
        return heard.toByteArray();
    }

    private List<Packet> send(byte[] muLaw, Random random) {
        var packets = new ArrayList<Packet>();
        var stream = new RtpStream(0, random);
        for (int at = 0, number = 0; at < muLaw.length; at += PACKET, number++) {
            var datagram = ByteBuffer.allocate(BYTES);
            stream.writeHeader(datagram, at, number == 0);
            datagram.put(Arrays.copyOfRange(muLaw, at, Math.min(at + PACKET, muLaw.length))).flip();
            long late = (long) (random.nextDouble() * jitterMs * 1_000_000);
            if (random.nextDouble() < overtaken) {
                late += BEAT_NANOS + BEAT_NANOS / 4;
            }
            if (random.nextDouble() >= loss) {
                packets.add(new Packet(PHASE_NANOS + number * BEAT_NANOS + late, datagram));
            }
        }
        packets.sort(Comparator.comparingLong(Packet::arrivesNanos));
        return packets;
    }
}
