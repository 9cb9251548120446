package io.centralita.channel.asterisk.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Makes a packet's 160 bytes out of a frame in the leg's format, or out of nothing.
sealed interface OutgoingPayload permits OutgoingG711, OutgoingG722 {
    /// @param frame of 20 ms; what is missing of it is silence, what is too much is left out. Null
    ///   is silence
    void put(byte @Nullable [] frame, ByteBuffer out);
}
