package io.centralita.channel.asterisk.rtp;

import io.centralita.media.Codec;
import io.centralita.media.G711;
import io.centralita.media.Silence;

/// G.711's two laws, sample by sample.
enum CompandingLaw {
    MU(Codec.PCMU),
    A(Codec.PCMA);

    private final Codec codec;

    CompandingLaw(Codec codec) {
        this.codec = codec;
    }

    byte silence() {
        return Silence.of(codec);
    }

    short decode(byte code) {
        return this == MU ? G711.muLawToLinear(code) : G711.aLawToLinear(code);
    }

    byte encode(short sample) {
        return this == MU ? G711.linearToMuLaw(sample) : G711.linearToALaw(sample);
    }

    void decode(byte[] codes, int from, short[] samples, int to, int length) {
        for (int i = 0; i < length; i++) {
            samples[to + i] = decode(codes[from + i]);
        }
    }

    /// From and to the same place of both arrays.
    void encode(short[] samples, byte[] codes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            codes[i] = encode(samples[i]);
        }
    }
}
