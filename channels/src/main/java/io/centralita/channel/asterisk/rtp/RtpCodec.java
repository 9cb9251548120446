package io.centralita.channel.asterisk.rtp;

import io.centralita.media.AudioFormat;
import java.util.Collection;
import java.util.List;

/// What externalMedia carries both ways: everything else that Asterisk has is one way, because it
/// takes static payload types only. All have a clock of 8 kHz and one byte for each of its ticks
/// (RFC 3551 §4.5.2, §4.5.14).
enum RtpCodec {
    PCMU("ulaw", 0),
    PCMA("alaw", 8),
    /// Decoded here: no engine speaks it.
    G722("g722", 9);

    /// Bytes and ticks of a packet.
    static final int PACKET = 160;

    private final String asteriskName;
    private final int payloadType;

    RtpCodec(String asteriskName, int payloadType) {
        this.asteriskName = asteriskName;
        this.payloadType = payloadType;
    }

    /// The best of the phone's that we have, so that Asterisk need not transcode.
    ///
    /// @param phone Asterisk's names, the best first
    static RtpCodec of(Collection<String> phone) {
        for (var name : phone) {
            for (var codec : List.of(values())) {
                if (codec.asteriskName.equals(name)) {
                    return codec;
                }
            }
        }
        return PCMU;
    }

    String asteriskName() {
        return asteriskName;
    }

    int payloadType() {
        return payloadType;
    }

    /// Of the leg.
    AudioFormat format() {
        return switch (this) {
            case PCMU -> AudioFormat.PCMU_8K;
            case PCMA -> AudioFormat.PCMA_8K;
            case G722 -> AudioFormat.PCM_16K;
        };
    }

    IncomingAudio incoming() {
        return switch (this) {
            case PCMU -> new IncomingG711(CompandingLaw.MU);
            case PCMA -> new IncomingG711(CompandingLaw.A);
            case G722 -> new IncomingG722();
        };
    }

    OutgoingPayload outgoing() {
        return switch (this) {
            case PCMU -> new OutgoingG711(CompandingLaw.MU);
            case PCMA -> new OutgoingG711(CompandingLaw.A);
            case G722 -> new OutgoingG722();
        };
    }
}
