package io.centralita.media.rtp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// The headers of one stream of packets that we send (RFC 3550 §5.1): own source, sequence numbers
/// and timestamps that begin anywhere.
public final class RtpStream {
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private final int payloadType;
    private final int ssrc;
    private final int firstTimestamp;
    private int sequence;

    /// @param payloadType 0 to 127
    /// @param random where sequence, timestamp and SSRC begin: not to be guessed (RFC 3550 §5.1)
    public RtpStream(int payloadType, RandomGenerator random) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payloadType must be 0 to 127, not " + payloadType);
        }
        this.payloadType = payloadType;
        ssrc = random.nextInt();
        firstTimestamp = random.nextInt();
        sequence = random.nextInt(1 << 16);
    }

    /// Writes the header of the next packet at the buffer's position, which moves behind it.
    ///
    /// @param ticks of the RTP clock since the stream began
    /// @param marker whether speech begins here after a pause (RFC 3551 §4.1)
    public void writeHeader(ByteBuffer out, long ticks, boolean marker) {
        out.put((byte) VERSION_2);
        out.put((byte) (marker ? MARKER | payloadType : payloadType));
        out.putShort((short) sequence);
        out.putInt(firstTimestamp + (int) ticks);
        out.putInt(ssrc);
        sequence = (sequence + 1) & 0xFFFF;
    }

    public int ssrc() {
        return ssrc;
    }
}
