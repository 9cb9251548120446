package io.centralita.media;

import java.util.Arrays;

/// Audio that sounds like nothing, in every codec.
public final class Silence {
    private Silence() {}

    /// The byte that, repeated, is silence.
    public static byte of(Codec codec) {
        return switch (codec) {
            case PCM16 -> 0;
            case PCMU -> G711.MU_LAW_SILENCE;
            case PCMA -> G711.A_LAW_SILENCE;
        };
    }

    /// A new 20 ms frame of silence.
    public static byte[] frame(AudioFormat format) {
        return bytes(format.codec(), format.frameBytes());
    }

    /// The given number of new bytes of silence.
    public static byte[] bytes(Codec codec, int count) {
        var silence = new byte[count];
        Arrays.fill(silence, of(codec));
        return silence;
    }

    static void fill(Codec codec, byte[] audio, int from) {
        Arrays.fill(audio, from, audio.length, of(codec));
    }
}
