package io.centralita.app.bench.rtp;

import io.centralita.app.bench.engine.ServerBeat;
import io.centralita.media.rtp.RtpPacket;
import io.centralita.media.rtp.RtpStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// One call's socket at Asterisk's side. Sent on one thread and received on another.
final class RtpFarEnd {
    private static final int PACKET = 160;
    private static final int BYTES = 2_000;
    private static final int NONE = -1;

    private final DatagramChannel socket;
    private final InetSocketAddress far;
    private final RtpStream stream;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES);
    private final byte[] payload = new byte[PACKET];
    private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES);
    private final RtpPacket packet = new RtpPacket();
    private final ServerBeat beat = new ServerBeat();
    private long ticks;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private int lastSequence = NONE;

    RtpFarEnd(int number, DatagramChannel socket, InetSocketAddress far) {
        this.socket = socket;
        this.far = far;
        var random = new Random(number);
        stream = new RtpStream(0, random);
        random.nextBytes(payload);
    }

    void send() {
        out.clear();
        stream.writeHeader(out, ticks, ticks == 0);
        out.put(payload).flip();
        ticks += PACKET;
        try {
            if (socket.send(out, far) > 0) {
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param behind takes how long after the server's beat a packet came
    void receive(LongConsumer behind) {
        try {
            in.clear();
            while (socket.receive(in) != null) {
                behind.accept(beat.behind(System.nanoTime()));
                in.flip();
                if (packet.read(in) == null) {
                    received.incrementAndGet();
                    int expected = (lastSequence + 1) & 0xFFFF;
                    if (lastSequence != NONE && packet.sequence() != expected) {
                        gaps.incrementAndGet();
                    }
                    lastSequence = packet.sequence();
                }
                in.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        sent.set(0);
        received.set(0);
        gaps.set(0);
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    /// Packets that did not follow upon the one before.
    long gaps() {
        return gaps.get();
    }

    void close() throws IOException {
        socket.close();
    }
}
