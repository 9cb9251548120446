package io.centralita.channel.asterisk.rtp;

import io.centralita.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asterisk's end of an RTP call, on a real socket of this machine, as a script has it: it has a
/// source of its own, sends from one port always, and takes static payload types only.
final class RtpPeer implements AutoCloseable {
    static final int SSRC = 0x10FB289A;

    private final DatagramChannel socket;
    private final InetSocketAddress far;
    private final ByteBuffer datagram = ByteBuffer.allocate(2_048);
    private @Nullable SocketAddress source;

    /// What came, with its payload.
    record Heard(
            int payloadType,
            boolean marker,
            int sequence,
            int timestamp,
            int ssrc,
            byte[] payload) {}

    RtpPeer(InetSocketAddress far) throws IOException {
        this.far = far;
        socket = DatagramChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.configureBlocking(false);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    void send(int payloadType, int sequence, int timestamp, byte[] payload) throws IOException {
        send(payloadType, sequence, timestamp, SSRC, payload);
    }

    void send(int payloadType, int sequence, int timestamp, int ssrc, byte[] payload)
            throws IOException {
        datagram.clear();
        datagram.put((byte) 0x80).put((byte) payloadType).putShort((short) sequence);
        datagram.putInt(timestamp).putInt(ssrc).put(payload).flip();
        socket.send(datagram, far);
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.send(ByteBuffer.wrap(bytes), far);
    }

    /// Where the last packet came from.
    @Nullable SocketAddress source() {
        return source;
    }

    /// What came since this was asked last.
    List<Heard> heard() throws IOException {
        var heard = new ArrayList<Heard>();
        var packet = new RtpPacket();
        datagram.clear();
        for (var from = socket.receive(datagram); from != null; from = socket.receive(datagram)) {
            source = from;
            datagram.flip();
            var refusal = packet.read(datagram);
            if (refusal != null) {
                throw new AssertionError("no packet: " + refusal);
            }
            var payload = new byte[packet.payloadLength()];
            datagram.get(packet.payloadOffset(), payload);
            heard.add(
                    new Heard(
                            packet.payloadType(),
                            packet.marker(),
                            packet.sequence(),
                            packet.timestamp(),
                            packet.ssrc(),
                            payload));
            datagram.clear();
        }
        return heard;
    }

    /// Waits for a packet.
    Heard await(Duration atMost) throws IOException {
        try (var selector = Selector.open()) {
            socket.register(selector, SelectionKey.OP_READ);
            selector.select(atMost.toMillis());
            return heard().getFirst();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
