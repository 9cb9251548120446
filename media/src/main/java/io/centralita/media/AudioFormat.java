package io.centralita.media;

import java.time.Duration;

/// How audio is laid out on one stretch of its way: the leg's wire, an engine's input, an engine's
/// output.
///
/// @param codec how samples are written down
/// @param sampleRateHz samples per second, 8 000 to 48 000
public record AudioFormat(Codec codec, int sampleRateHz) {
    /// Telephone audio as Twilio and most PBXs carry it.
    public static final AudioFormat PCMU_8K = new AudioFormat(Codec.PCMU, 8_000);

    public static final AudioFormat PCMA_8K = new AudioFormat(Codec.PCMA, 8_000);
    public static final AudioFormat PCM_8K = new AudioFormat(Codec.PCM16, 8_000);
    public static final AudioFormat PCM_16K = new AudioFormat(Codec.PCM16, 16_000);
    public static final AudioFormat PCM_24K = new AudioFormat(Codec.PCM16, 24_000);

    /// Audio carried by one frame on every path of the switchboard.
    public static final Duration FRAME = Duration.ofMillis(20);

    public AudioFormat {
        if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be 8000 to 48000, not " + sampleRateHz);
        }
    }

    public static AudioFormat pcm(int sampleRateHz) {
        return new AudioFormat(Codec.PCM16, sampleRateHz);
    }

    /// Bytes that one 20 ms frame takes.
    public int frameBytes() {
        return bytes(FRAME);
    }

    /// Bytes that the given stretch of audio takes, rounded down to whole samples.
    public int bytes(Duration length) {
        return Math.toIntExact(length.toNanos() * sampleRateHz / 1_000_000_000L)
                * codec.bitsPerSample()
                / 8;
    }

    /// How long the given number of bytes sounds.
    public Duration duration(long bytes) {
        return Duration.ofNanos(bytes * 8 / codec.bitsPerSample() * 1_000_000_000L / sampleRateHz);
    }
}
