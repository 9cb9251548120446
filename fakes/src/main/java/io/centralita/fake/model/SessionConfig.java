package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Everything that is set in a session, as `session.created` and `session.updated` tell it.
///
/// @param expiresAtS unix time in seconds
/// @param maxOutputTokens 1 to 4 096, or [#NO_LIMIT], which is `inf` on the wire
/// @param tracing and `prompt` as JSON text
public record SessionConfig(
        String id,
        String model,
        long expiresAtS,
        Modality modality,
        String instructions,
        AudioFormat inputFormat,
        NoiseReduction noiseReduction,
        Transcription transcription,
        TurnDetection turnDetection,
        AudioFormat outputFormat,
        String voice,
        double speed,
        List<String> include,
        List<Tool> tools,
        ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable String reasoningEffort,
        int maxOutputTokens,
        Truncation truncation,
        @Nullable String tracing,
        @Nullable String prompt) {
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    static SessionConfig initial(String id, String model, long expiresAtS) {
        return new SessionConfig(
                id,
                model,
                expiresAtS,
                Modality.AUDIO,
                "You are a helpful assistant.",
                AudioFormat.PCM_24K,
                NoiseReduction.OFF,
                Transcription.OFF,
                TurnDetection.SERVER_VAD,
                AudioFormat.PCM_24K,
                "alloy",
                1.0,
                List.of(),
                List.of(),
                ToolChoice.AUTO,
                null,
                null,
                NO_LIMIT,
                Truncation.AUTO,
                null,
                null);
    }

    /// What a client does not mention stays as it is.
    SessionConfig with(SessionPatch patch) {
        return new SessionConfig(
                id,
                model,
                expiresAtS,
                or(patch.modality(), modality),
                or(patch.instructions(), instructions),
                or(patch.inputFormat(), inputFormat),
                or(patch.noiseReduction(), noiseReduction),
                or(patch.transcription(), transcription),
                or(patch.turnDetection(), turnDetection),
                or(patch.outputFormat(), outputFormat),
                or(patch.voice(), voice),
                or(patch.speed(), speed),
                or(patch.include(), include),
                or(patch.tools(), tools),
                or(patch.toolChoice(), toolChoice),
                patch.parallelToolCalls() == null ? parallelToolCalls : patch.parallelToolCalls(),
                patch.reasoningEffort() == null ? reasoningEffort : patch.reasoningEffort(),
                or(patch.maxOutputTokens(), maxOutputTokens),
                or(patch.truncation(), truncation),
                cleared(patch.tracing(), tracing),
                cleared(patch.prompt(), prompt));
    }

    private static <T> T or(@Nullable T wanted, T present) {
        return Objects.requireNonNullElse(wanted, present);
    }

    private static @Nullable String cleared(@Nullable String wanted, @Nullable String present) {
        return wanted == null ? present : wanted.equals("null") ? null : wanted;
    }
}
