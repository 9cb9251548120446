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
    private volatile long sent;
    private volatile long received;
    private volatile long gaps;
    private int lastSequence = NONE;

    RtpFarEnd(int number, DatagramChannel socket, InetSocketAddress far) {
        this.socket = socket;
        this.far = far;
        var random = new Random(number);
        stream = new RtpStream(0, random);
        random.nextBytes(payload);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void send() {
        out.clear();
        stream.writeHeader(out, ticks, ticks == 0);
        out.put(payload).flip();
        ticks += PACKET;
        try {
            sent += socket.send(out, far) > 0 ? 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param behind takes how long after the server's beat a packet came
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void receive(LongConsumer behind) {
        try {
            in.clear();
            while (socket.receive(in) != null) {
                behind.accept(beat.behind(System.nanoTime()));
                in.flip();
                if (packet.read(in) == null) {
                    received++;
                    int expected = (lastSequence + 1) & 0xFFFF;
                    gaps += lastSequence != NONE && packet.sequence() != expected ? 1 : 0;
                    lastSequence = packet.sequence();
                }
                in.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        sent = 0;
        received = 0;
        gaps = 0;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /// Packets that did not follow upon the one before.
    long gaps() {
        return gaps;
    }

    void close() throws IOException {
        socket.close();
    }
}
