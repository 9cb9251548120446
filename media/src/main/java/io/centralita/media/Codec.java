package io.centralita.media;

/// How samples are written down. All of them are mono.
public enum Codec {
    /// Linear PCM, 16 bit signed, little-endian.
    PCM16(16),
    /// G.711 μ-law (ITU-T G.711), RTP payload type 0.
    PCMU(8),
    /// G.711 A-law (ITU-T G.711), RTP payload type 8.
    PCMA(8);

    private final int bitsPerSample;

    Codec(int bitsPerSample) {
        this.bitsPerSample = bitsPerSample;
    }

    public int bitsPerSample() {
        return bitsPerSample;
    }
}
