package io.centralita.fake.asterisk.audio;

import io.centralita.media.G711;
import io.centralita.media.Pcm;

/// Bytes of one format to samples and back. G.722 has a memory, so one object serves one stream.
public final class Samples {
    private static final short[] NONE = {};
    private final Format format;
    private final G722 g722 = new G722();

    public Samples(Format format) {
        this.format = format;
    }

    public short[] decode(byte[] payload) {
        return switch (format.coding()) {
            case ULAW -> G711.decodeMuLaw(payload);
            case ALAW -> G711.decodeALaw(payload);
            case G722 -> g722.decode(payload);
            case LINEAR -> Pcm.samples(payload);
            case OPAQUE -> NONE;
        };
    }

    public byte[] encode(short[] samples) {
        return switch (format.coding()) {
            case ULAW -> G711.encodeMuLaw(samples);
            case ALAW -> G711.encodeALaw(samples);
            case G722 -> g722.encode(samples);
            case LINEAR -> Pcm.bytes(samples);
            case OPAQUE -> new byte[0];
        };
    }
}
