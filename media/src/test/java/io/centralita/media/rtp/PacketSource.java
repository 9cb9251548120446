package io.centralita.media.rtp;

import java.nio.ByteBuffer;

/// Packets as a sender makes them. The first four bytes of a payload are a number by which it is
/// known again; the rest is filled with its last byte.
final class PacketSource {
    final ByteBuffer datagram = ByteBuffer.allocate(2_000);
    final RtpPacket packet = new RtpPacket();

    void make(int ssrc, int sequence, int timestamp, int length, int number) {
        datagram.clear();
        datagram.put((byte) 0x80).put((byte) 0).putShort((short) sequence);
        datagram.putInt(timestamp).putInt(ssrc).putInt(number);
        while (datagram.position() < 12 + length) {
            datagram.put((byte) number);
        }
        datagram.flip();
        if (packet.read(datagram) != null) {
            throw new IllegalArgumentException("no packet");
        }
    }
}
