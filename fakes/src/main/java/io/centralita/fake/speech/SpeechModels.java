package io.centralita.fake.speech;

import java.util.Set;

/// Which models and voices the service knows, as of autumn 2026 (guides «Speech to text», «Text to
/// speech»). Stateless.
final class SpeechModels {
    private static final Set<String> TRANSCRIBING =
            Set.of(
                    "gpt-transcribe",
                    "gpt-4o-transcribe",
                    "gpt-4o-mini-transcribe",
                    "gpt-4o-mini-transcribe-2025-12-15",
                    "gpt-4o-transcribe-diarize",
                    "whisper-1");

    private static final Set<String> SPEAKING =
            Set.of("tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15");

    private static final Set<String> VOICES =
            Set.of(
                    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin",
                    "cedar");

    /// Voices of the older models alone.
    private static final Set<String> OLD_VOICES = Set.of("fable", "onyx", "nova");

    private SpeechModels() {}

    static boolean transcribes(String model) {
        return TRANSCRIBING.contains(model);
    }

    static boolean speaks(String model) {
        return SPEAKING.contains(model);
    }

    static boolean isOldVoice(String model) {
        return model.startsWith("tts-1");
    }

    static boolean hasVoice(String model, String voice) {
        return VOICES.contains(voice) || (isOldVoice(model) && OLD_VOICES.contains(voice));
    }

    /// Everything but Whisper answers with JSON alone.
    static boolean answersInJsonOnly(String model) {
        return transcribes(model) && !model.equals("whisper-1") && !diarizes(model);
    }

    static boolean diarizes(String model) {
        return model.endsWith("diarize");
    }
}
