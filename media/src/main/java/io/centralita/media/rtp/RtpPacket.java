package io.centralita.media.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One received RTP packet (RFC 3550 §5.1), read where it lies. One object reads any number of
/// packets, one after the other.
///
/// ```text
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  |V=2|P|X|  CC   |M|     PT      |        sequence number        |
///  |                           timestamp                           |
///  |                             SSRC                              |
///  |                         CSRC · CC                             |
///  |   profile of the extension    |      its length in words      |  where X is set
/// ```
public final class RtpPacket {
    static final int HEADER_BYTES = 12;
    private static final int VERSION = 2;

    /// RTCP packets on the same port: their types 200 to 207 as payload types (RFC 5761 §4).
    private static final int FIRST_RTCP = 72;

    private static final int LAST_RTCP = 79;

    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;

    /// Why a datagram is no RTP packet that can be used.
    public enum Refusal {
        /// Shorter than its header says it is.
        TRUNCATED,
        /// Not version 2.
        VERSION,
        /// More padding than there are bytes, or none where some is announced.
        PADDING,
        /// RTCP on the port of RTP.
        RTCP,
        /// Nothing in it.
        EMPTY
    }

    /// Reads what lies between the buffer's position and limit, both of which stay as they are.
    ///
    /// @return null where it is a packet; otherwise what this object says is without meaning
    public @Nullable Refusal read(ByteBuffer datagram) {
        int start = datagram.position();
        int end = datagram.limit();
        if (end - start < HEADER_BYTES) {
            return Refusal.TRUNCATED;
        }
        int first = datagram.get(start);
        int second = datagram.get(start + 1);
        if (((first >> 6) & 3) != VERSION) {
            return Refusal.VERSION;
        }
        payloadType = second & 0x7F;
        if (payloadType >= FIRST_RTCP && payloadType <= LAST_RTCP) {
            return Refusal.RTCP;
        }
        marker = (second & 0x80) != 0;
        sequence = datagram.getShort(start + 2) & 0xFFFF;
        timestamp = datagram.getInt(start + 4);
        ssrc = datagram.getInt(start + 8);
        int from = start + HEADER_BYTES + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            if (from + 4 > end) {
                return Refusal.TRUNCATED;
            }
            from += 4 + 4 * (datagram.getShort(from + 2) & 0xFFFF);
        }
        if (from > end) {
            return Refusal.TRUNCATED;
        }
        return readPayload(datagram, from, end, (first & 0x20) != 0);
    }

    private @Nullable Refusal readPayload(ByteBuffer datagram, int from, int end, boolean padded) {
        if (from == end) {
            return padded ? Refusal.PADDING : Refusal.EMPTY;
        }
        int padding = padded ? datagram.get(end - 1) & 0xFF : 0;
        if (padded && (padding == 0 || padding > end - from)) {
            return Refusal.PADDING;
        }
        payloadOffset = from;
        payloadLength = end - padding - from;
        return payloadLength == 0 ? Refusal.EMPTY : null;
    }

    public boolean marker() {
        return marker;
    }

    public int payloadType() {
        return payloadType;
    }

    /// 0 to 65 535.
    public int sequence() {
        return sequence;
    }

    /// All 32 bits are in use: only differences mean anything.
    public int timestamp() {
        return timestamp;
    }

    public int ssrc() {
        return ssrc;
    }

    /// Where the payload begins in the buffer that was read.
    public int payloadOffset() {
        return payloadOffset;
    }

    /// At least 1.
    public int payloadLength() {
        return payloadLength;
    }
}
