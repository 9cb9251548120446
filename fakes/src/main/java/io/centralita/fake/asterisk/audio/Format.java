package io.centralita.fake.asterisk.audio;

import java.util.Arrays;
import java.util.Optional;

/// A format by Asterisk's name. Linear audio is little endian everywhere but inside RTP.
public enum Format {
    ULAW("ulaw", 8_000, 0, 0x10, Coding.ULAW),
    ALAW("alaw", 8_000, 8, 0x10, Coding.ALAW),
    G722("g722", 16_000, 9, 0x10, Coding.G722),
    SLIN("slin", 8_000, 10, 0x10, Coding.LINEAR),
    SLIN12("slin12", 12_000, 122, 0x11, Coding.LINEAR),
    SLIN16("slin16", 16_000, 118, 0x12, Coding.LINEAR),
    SLIN24("slin24", 24_000, 123, 0x13, Coding.LINEAR),
    SLIN32("slin32", 32_000, 124, 0x14, Coding.LINEAR),
    SLIN44("slin44", 44_100, 125, 0x15, Coding.LINEAR),
    SLIN48("slin48", 48_000, 126, 0x16, Coding.LINEAR),
    SLIN96("slin96", 96_000, 127, 0x17, Coding.LINEAR),
    SLIN192("slin192", 192_000, 96, 0x18, Coding.LINEAR),
    /// Known by name; the codec is not installed, so a channel of it carries nothing.
    OPUS("opus", 48_000, 107, 0x10, Coding.OPAQUE);

    /// How samples become bytes.
    public enum Coding {
        ULAW,
        ALAW,
        G722,
        LINEAR,
        OPAQUE
    }

    private static final int FRAMES_A_SECOND = 50;
    private static final int NARROW_HZ = 8_000;

    private final String label;
    private final int rateHz;
    private final int payloadType;
    private final int audioSocketKind;
    private final Coding coding;

    Format(String label, int rateHz, int payloadType, int audioSocketKind, Coding coding) {
        this.label = label;
        this.rateHz = rateHz;
        this.payloadType = payloadType;
        this.audioSocketKind = audioSocketKind;
        this.coding = coding;
    }

    public static Optional<Format> named(String name) {
        return Arrays.stream(values()).filter(format -> format.label.equals(name)).findFirst();
    }

    /// The linear format that AudioSocket marks with this kind.
    public static Optional<Format> ofAudioSocketKind(int kind) {
        return Arrays.stream(values())
                .filter(format -> format.coding == Coding.LINEAR && format.audioSocketKind == kind)
                .findFirst();
    }

    public String label() {
        return label;
    }

    /// Samples a second.
    public int rateHz() {
        return rateHz;
    }

    public Coding coding() {
        return coding;
    }

    /// What externalMedia sends the format under.
    public int payloadType() {
        return payloadType;
    }

    /// What AudioSocket sends the format under; that of 8 kHz for everything that is not linear.
    public int audioSocketKind() {
        return audioSocketKind;
    }

    public int frameSamples() {
        return rateHz / FRAMES_A_SECOND;
    }

    /// Bytes of 20 ms.
    public int frameBytes() {
        return coding == Coding.LINEAR ? 2 * rateHz / FRAMES_A_SECOND : NARROW_HZ / FRAMES_A_SECOND;
    }

    /// Each byte of silence.
    public byte silence() {
        return switch (coding) {
            case ULAW -> (byte) 0xFF;
            case ALAW -> (byte) 0xD5;
            case G722, LINEAR, OPAQUE -> 0;
        };
    }

    /// RTP ticks a second; G.722 has 8 000 of them (RFC 3551 §4.5.2).
    public int clockHz() {
        return coding == Coding.G722 ? NARROW_HZ : rateHz;
    }

    /// RTP ticks that so many bytes last.
    public int ticks(int bytes) {
        return coding == Coding.LINEAR ? bytes / 2 : bytes;
    }
}
