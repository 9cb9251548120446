package io.centralita.channel.asterisk.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// G.711 as it is.
final class OutgoingG711 implements OutgoingPayload {
    private final byte[] silence = new byte[RtpCodec.PACKET];

    OutgoingG711(CompandingLaw law) {
        Arrays.fill(silence, law.silence());
    }

    @Override
    public void put(byte @Nullable [] frame, ByteBuffer out) {
        int length = frame == null ? 0 : Math.min(frame.length, RtpCodec.PACKET);
        if (frame != null) {
            out.put(frame, 0, length);
        }
        out.put(silence, length, RtpCodec.PACKET - length);
    }
}
