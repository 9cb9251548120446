package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one `session.update` mentions; null is what it does not. A setting that is switched off has
/// a value for that: [TurnDetection#OFF], [Transcription#OFF], [NoiseReduction#OFF].
///
/// @param type mandatory: without it the update is refused
/// @param model may only repeat the session's own
/// @param tracing and `prompt` as JSON text; `null` as text clears them
public record SessionPatch(
        @Nullable String type,
        @Nullable String model,
        @Nullable Modality modality,
        @Nullable String instructions,
        @Nullable AudioFormat inputFormat,
        @Nullable NoiseReduction noiseReduction,
        @Nullable Transcription transcription,
        @Nullable TurnDetection turnDetection,
        @Nullable AudioFormat outputFormat,
        @Nullable String voice,
        @Nullable Double speed,
        @Nullable List<String> include,
        @Nullable List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable String reasoningEffort,
        @Nullable Integer maxOutputTokens,
        @Nullable Truncation truncation,
        @Nullable String tracing,
        @Nullable String prompt) {

    /// A patch of a speech session.
    public static Builder realtime() {
        return new Builder("realtime");
    }

    public static Builder ofType(@Nullable String type) {
        return new Builder(type);
    }

    /// Puts a patch together.
    public static final class Builder {
        private final @Nullable String type;
        private @Nullable String model;
        private @Nullable Modality modality;
        private @Nullable String instructions;
        private @Nullable AudioFormat inputFormat;
        private @Nullable NoiseReduction noiseReduction;
        private @Nullable Transcription transcription;
        private @Nullable TurnDetection turnDetection;
        private @Nullable AudioFormat outputFormat;
        private @Nullable String voice;
        private @Nullable Double speed;
        private @Nullable List<String> include;
        private @Nullable List<Tool> tools;
        private @Nullable ToolChoice toolChoice;
        private @Nullable Boolean parallelToolCalls;
        private @Nullable String reasoningEffort;
        private @Nullable Integer maxOutputTokens;
        private @Nullable Truncation truncation;
        private @Nullable String tracing;
        private @Nullable String prompt;

        private Builder(@Nullable String type) {
            this.type = type;
        }

        public Builder model(String value) {
            model = value;
            return this;
        }

        public Builder modality(Modality value) {
            modality = value;
            return this;
        }

        public Builder instructions(String value) {
            instructions = value;
            return this;
        }

        /// Of both directions.
        public Builder format(AudioFormat value) {
            return inputFormat(value).outputFormat(value);
        }

        public Builder inputFormat(AudioFormat value) {
            inputFormat = value;
            return this;
        }

        public Builder noiseReduction(NoiseReduction value) {
            noiseReduction = value;
            return this;
        }

        public Builder transcription(Transcription value) {
            transcription = value;
            return this;
        }

        public Builder turnDetection(TurnDetection value) {
            turnDetection = value;
            return this;
        }

        public Builder outputFormat(AudioFormat value) {
            outputFormat = value;
            return this;
        }

        public Builder voice(String value) {
            voice = value;
            return this;
        }

        public Builder speed(double value) {
            speed = value;
            return this;
        }

        public Builder include(List<String> value) {
            include = List.copyOf(value);
            return this;
        }

        public Builder tools(Tool... value) {
            tools = List.of(value);
            return this;
        }

        public Builder toolChoice(ToolChoice value) {
            toolChoice = value;
            return this;
        }

        public Builder parallelToolCalls(boolean value) {
            parallelToolCalls = value;
            return this;
        }

        public Builder reasoningEffort(String value) {
            reasoningEffort = value;
            return this;
        }

        public Builder maxOutputTokens(int value) {
            maxOutputTokens = value;
            return this;
        }

        public Builder truncation(Truncation value) {
            truncation = value;
            return this;
        }

        public Builder tracing(String json) {
            tracing = json;
            return this;
        }

        public Builder prompt(String json) {
            prompt = json;
            return this;
        }

        public SessionPatch build() {
            return new SessionPatch(
                    type,
                    model,
                    modality,
                    instructions,
                    inputFormat,
                    noiseReduction,
                    transcription,
                    turnDetection,
                    outputFormat,
                    voice,
                    speed,
                    include,
                    tools,
                    toolChoice,
                    parallelToolCalls,
                    reasoningEffort,
                    maxOutputTokens,
                    truncation,
                    tracing,
                    prompt);
        }
    }
}
