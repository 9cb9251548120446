package io.centralita.fake.asterisk.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// One packet (RFC 3550 §5.1), without contributing sources, extension or padding on the way out.
///
/// ```text
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |                             SSRC                              |
/// ```
public record RtpPacket(
        boolean marker, int payloadType, int sequence, long timestamp, int ssrc, byte[] payload) {
    private static final int VERSION = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int SOURCES = 0x0F;
    private static final int MARKER = 0x80;
    private static final int HEADER = 12;

    public byte[] bytes() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) VERSION)
                .put((byte) ((marker ? MARKER : 0) | payloadType))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    /// @return empty for what is no RTP
    public static Optional<RtpPacket> parse(byte[] bytes) {
        if (bytes.length < HEADER || (bytes[0] & VERSION_MASK) != VERSION) {
            return Optional.empty();
        }
        int from = HEADER + 4 * (bytes[0] & SOURCES);
        if ((bytes[0] & EXTENSION) != 0) {
            if (bytes.length < from + 4) {
                return Optional.empty();
            }
            from += 4 + 4 * (ByteBuffer.wrap(bytes).getShort(from + 2) & 0xFFFF);
        }
        int to = bytes.length - ((bytes[0] & PADDING) != 0 ? bytes[bytes.length - 1] & 0xFF : 0);
        if (from > to) {
            return Optional.empty();
        }
        var header = ByteBuffer.wrap(bytes);
        return Optional.of(
                new RtpPacket(
                        (bytes[1] & MARKER) != 0,
                        bytes[1] & ~MARKER & 0xFF,
                        header.getShort(2) & 0xFFFF,
                        header.getInt(4) & 0xFFFF_FFFFL,
                        header.getInt(8),
                        Arrays.copyOfRange(bytes, from, to)));
    }
}
