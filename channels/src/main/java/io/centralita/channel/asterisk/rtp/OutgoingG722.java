package io.centralita.channel.asterisk.rtp;

import io.centralita.media.Pcm;
import io.centralita.media.g722.G722Encoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// PCM of 16 kHz as G.722. Silence is encoded like anything else, so that the far decoder's state
/// follows.
final class OutgoingG722 implements OutgoingPayload {
    private final G722Encoder encoder = new G722Encoder();
    private final short[] samples = new short[2 * RtpCodec.PACKET];
    private final byte[] codes = new byte[RtpCodec.PACKET];

    @Override
    public void put(byte @Nullable [] frame, ByteBuffer out) {
        int given = frame == null ? 0 : Math.min(frame.length / 2, samples.length);
        if (frame != null) {
            Pcm.samples(frame, 0, samples, 0, given);
        }
        Arrays.fill(samples, given, samples.length, (short) 0);
        encoder.encode(samples, 0, samples.length, codes, 0);
        out.put(codes);
    }
}
