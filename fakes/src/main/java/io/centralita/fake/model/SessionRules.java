package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a session may be set to. Stateless.
final class SessionRules {
    private static final int MOST_OUTPUT_TOKENS = 4_096;
    private static final int IDLE_LEAST_MS = 5_000;
    private static final int IDLE_MOST_MS = 30_000;
    private static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final String WHISPER = "gpt-realtime-whisper";
    private static final String DIARIZE = "gpt-4o-transcribe-diarize";

    private static final Set<String> VOICES =
            Set.of(
                    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin",
                    "cedar");
    private static final Set<String> EFFORTS = Set.of("minimal", "low", "medium", "high", "xhigh");
    private static final Set<String> LISTING_TRANSCRIBERS =
            Set.of("gpt-transcribe", "gpt-live-transcribe");
    private static final Set<String> TRANSCRIBERS =
            Set.of(
                    "whisper-1",
                    "gpt-transcribe",
                    "gpt-live-transcribe",
                    "gpt-4o-transcribe",
                    "gpt-4o-mini-transcribe",
                    "gpt-4o-mini-transcribe-2025-12-15",
                    DIARIZE,
                    WHISPER);
    private static final Set<String> INCLUDABLE = Set.of("item.input_audio_transcription.logprobs");

    private SessionRules() {}

    /// @param responding whether a response runs
    static @Nullable ApiError check(
            SessionPatch patch, SessionConfig config, boolean spoke, boolean responding) {
        var problems = new Problems();
        problems.require(
                patch.type() != null,
                "missing_required_parameter",
                "session.type",
                "Missing required parameter: 'session.type'.");
        problems.require(
                "realtime".equals(patch.type()),
                "session.type",
                "A speech session cannot become one of type '" + patch.type() + "'.");
        problems.require(
                patch.model() == null || patch.model().equals(config.model()),
                "session.model",
                "The model of a session cannot be changed.");
        problems.require(
                patch.tracing() == null
                        || config.tracing() == null
                        || patch.tracing().equals(config.tracing()),
                "session.tracing",
                "Tracing cannot be changed once it is enabled.");
        format(problems, patch.inputFormat(), "session.audio.input.format");
        format(problems, patch.outputFormat(), "session.audio.output.format");
        transcription(problems, patch.transcription());
        turnDetection(problems, patch.turnDetection());
        voice(problems, patch.voice(), config.voice(), spoke, "session");
        problems.range(patch.speed(), 0.25, 1.5, "session.audio.output.speed");
        problems.require(
                patch.speed() == null || patch.speed() == config.speed() || !responding,
                "session.audio.output.speed",
                "Speed can only be changed between responses.");
        problems.require(
                patch.include() == null || INCLUDABLE.containsAll(patch.include()),
                "session.include",
                "Invalid value for 'session.include'.");
        tools(problems, patch.tools(), "session");
        reasoning(
                problems,
                config.model(),
                patch.parallelToolCalls(),
                patch.reasoningEffort(),
                "session");
        outputTokens(problems, patch.maxOutputTokens(), "session");
        truncation(problems, patch.truncation());
        return problems.first();
    }

    static void format(Problems problems, @Nullable AudioFormat format, String param) {
        int hz = format != null && format.codec() == Codec.PCM16 ? 24_000 : 8_000;
        problems.require(
                format == null || format.sampleRateHz() == hz,
                param + ".rate",
                "Invalid value for '" + param + ".rate': only " + hz + " is supported.");
    }

    /// Voices of one's own are known by their ids.
    static void voice(
            Problems problems,
            @Nullable String wanted,
            String present,
            boolean spoke,
            String path) {
        problems.require(
                wanted == null || VOICES.contains(wanted) || wanted.startsWith("voice_"),
                path + ".audio.output.voice",
                "Invalid value: '" + wanted + "' is no voice.");
        problems.require(
                wanted == null || wanted.equals(present) || !spoke,
                "cannot_update_voice",
                path + ".audio.output.voice",
                "Cannot update a conversation's voice if assistant audio is present.");
    }

    static void tools(Problems problems, @Nullable List<Tool> tools, String path) {
        for (var tool : tools == null ? List.<Tool>of() : tools) {
            problems.require(
                    FUNCTION_NAME.matcher(tool.name()).matches(),
                    path + ".tools",
                    "Invalid function name '" + tool.name() + "'.");
        }
    }

    static void reasoning(
            Problems problems,
            String model,
            @Nullable Boolean parallel,
            @Nullable String effort,
            String path) {
        problems.require(
                parallel == null || Models.reasons(model),
                path + ".parallel_tool_calls",
                "'parallel_tool_calls' is not supported by " + model + ".");
        problems.require(
                effort == null || Models.reasons(model),
                path + ".reasoning",
                "'reasoning' is not supported by " + model + ".");
        problems.require(
                effort == null || EFFORTS.contains(effort),
                path + ".reasoning.effort",
                "Invalid value for 'reasoning.effort': '" + effort + "'.");
    }

    static void outputTokens(Problems problems, @Nullable Integer tokens, String path) {
        problems.require(
                tokens == null
                        || tokens == SessionConfig.NO_LIMIT
                        || (tokens >= 1 && tokens <= MOST_OUTPUT_TOKENS),
                path + ".max_output_tokens",
                "Invalid value for 'max_output_tokens': must be 1 to 4096, or 'inf'.");
    }

    private static void transcription(Problems problems, @Nullable Transcription wanted) {
        if (wanted == null || wanted.isOff()) {
            return;
        }
        var path = "session.audio.input.transcription";
        var model = wanted.model();
        problems.require(
                TRANSCRIBERS.contains(model),
                path + ".model",
                "Invalid value: '" + model + "' does not transcribe.");
        boolean lists = LISTING_TRANSCRIBERS.contains(model);
        problems.require(
                lists || wanted.languages() == null,
                path + ".languages",
                "'languages' is not supported by " + model + ".");
        problems.require(
                lists || wanted.keywords() == null,
                path + ".keywords",
                "'keywords' is not supported by " + model + ".");
        problems.require(
                wanted.prompt() == null || !(model.equals(WHISPER) || model.equals(DIARIZE)),
                path + ".prompt",
                "'prompt' is not supported by " + model + ".");
        problems.require(
                wanted.delay() == null
                        || (model.equals(WHISPER) && EFFORTS.contains(wanted.delay())),
                path + ".delay",
                "Invalid 'delay' for " + model + ".");
    }

    private static void turnDetection(Problems problems, @Nullable TurnDetection wanted) {
        if (wanted instanceof TurnDetection.ServerVad vad) {
            var path = "session.audio.input.turn_detection.";
            problems.range(vad.threshold(), 0, 1, path + "threshold");
            problems.range(vad.prefixPaddingMs(), 0, Integer.MAX_VALUE, path + "prefix_padding_ms");
            problems.range(
                    vad.silenceDurationMs(), 0, Integer.MAX_VALUE, path + "silence_duration_ms");
            problems.range(
                    vad.idleTimeoutMs(), IDLE_LEAST_MS, IDLE_MOST_MS, path + "idle_timeout_ms");
        }
    }

    private static void truncation(Problems problems, @Nullable Truncation wanted) {
        if (wanted != null && wanted.kind() == Truncation.Kind.RETENTION_RATIO) {
            problems.require(
                    wanted.retentionRatio() != null,
                    "missing_required_parameter",
                    "session.truncation.retention_ratio",
                    "Missing required parameter: 'session.truncation.retention_ratio'.");
            problems.range(wanted.retentionRatio(), 0, 1, "session.truncation.retention_ratio");
        }
    }
}
