package io.centralita.engine.speech;

import java.util.Locale;

/// How a synthesiser is asked to speak.
///
/// @param model as the server names it
/// @param voice where a call names none
/// @param instructions how to speak, for models that take some; empty for none
/// @param speed 1 as the voice is; calls' own speed comes on top
/// @param format asked for
/// @param pcmRateHz of headerless samples, where the answer does not say
public record VoiceOptions(
        String model,
        String voice,
        String instructions,
        double speed,
        Format format,
        int pcmRateHz) {
    /// «Create speech», `speed`.
    public static final double SLOWEST = 0.25;

    public static final double FASTEST = 4;

    /// «Create speech»: `pcm` is 16 bit little-endian mono at this rate, without a header.
    public static final int OPENAI_RATE_HZ = 24_000;

    /// `response_format`; of those that exist the two that need no decoder.
    public enum Format {
        PCM("pcm"),
        /// Says its own rate, which helps with servers whose voices have another one.
        WAV("wav");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public VoiceOptions {
        if (speed < SLOWEST || speed > FASTEST) {
            throw new IllegalArgumentException("speed must be 0.25 to 4, not " + speed);
        }
        if (pcmRateHz < 8_000 || pcmRateHz > 48_000) {
            throw new IllegalArgumentException("pcmRateHz must be 8000 to 48000: " + pcmRateHz);
        }
    }

    public static VoiceOptions of(String model, String voice) {
        return new VoiceOptions(model, voice, "", 1, Format.PCM, OPENAI_RATE_HZ);
    }

    /// A name for how this sounds: two that sound differently have two.
    public String signature() {
        return String.join(
                "/",
                model,
                voice,
                String.valueOf(speed),
                format.word() + pcmRateHz,
                takesInstructions() ? Integer.toHexString(instructions.hashCode()) : "");
    }

    double speed(double ofCall) {
        return Math.clamp(speed * ofCall, SLOWEST, FASTEST);
    }

    /// The models of 2022 refuse instructions.
    boolean takesInstructions() {
        return !instructions.isBlank() && !model.toLowerCase(Locale.ROOT).startsWith("tts-1");
    }
}
