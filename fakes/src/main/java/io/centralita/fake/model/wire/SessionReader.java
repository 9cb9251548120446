package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.model.Modality;
import io.centralita.fake.model.NoiseReduction;
import io.centralita.fake.model.SessionConfig;
import io.centralita.fake.model.SessionPatch;
import io.centralita.fake.model.Tool;
import io.centralita.fake.model.ToolChoice;
import io.centralita.fake.model.Transcription;
import io.centralita.fake.model.Truncation;
import io.centralita.fake.model.TurnDetection;
import io.centralita.fake.model.TurnDetection.Eagerness;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the session object. Stateless.
final class SessionReader {
    private static final Map<String, Codec> CODECS =
            Map.of(
                    "audio/pcm", Codec.PCM16,
                    "audio/pcmu", Codec.PCMU,
                    "audio/pcma", Codec.PCMA);
    private static final Map<String, NoiseReduction> NOISE =
            Map.of(
                    "near_field", NoiseReduction.NEAR_FIELD,
                    "far_field", NoiseReduction.FAR_FIELD);
    private static final Map<String, ToolChoice> CHOICES =
            Map.of(
                    "auto", ToolChoice.AUTO,
                    "none", ToolChoice.NONE,
                    "required", ToolChoice.REQUIRED);
    private static final Map<String, Eagerness> EAGERNESS =
            Map.of(
                    "low", Eagerness.LOW,
                    "medium", Eagerness.MEDIUM,
                    "high", Eagerness.HIGH,
                    "auto", Eagerness.AUTO);
    private static final Map<String, Truncation> TRUNCATIONS =
            Map.of("auto", Truncation.AUTO, "disabled", Truncation.DISABLED);

    private SessionReader() {}

    /// Without a type nothing else matters, and the session says so.
    static SessionPatch patch(Fields fields) {
        var type = fields.optionalText("type");
        var patch = SessionPatch.ofType(type);
        if (type == null) {
            return patch.build();
        }
        set(fields.optionalText("model"), patch::model);
        set(modality(fields), patch::modality);
        set(fields.optionalText("instructions"), patch::instructions);
        set(fields.optionalTexts("include"), patch::include);
        var tools = tools(fields);
        if (tools != null) {
            patch.tools(tools.toArray(Tool[]::new));
        }
        set(toolChoice(fields), patch::toolChoice);
        set(fields.optionalBoolean("parallel_tool_calls"), patch::parallelToolCalls);
        set(effort(fields), patch::reasoningEffort);
        set(outputTokens(fields), patch::maxOutputTokens);
        set(truncation(fields), patch::truncation);
        set(json(fields.raw("tracing")), patch::tracing);
        set(json(fields.raw("prompt")), patch::prompt);
        var audio = fields.optionalObject("audio");
        if (audio != null) {
            input(audio.optionalObject("input"), patch);
            output(audio.optionalObject("output"), patch);
            audio.end();
        }
        fields.end();
        return patch.build();
    }

    private static void input(@Nullable Fields input, SessionPatch.Builder patch) {
        if (input == null) {
            return;
        }
        set(format(input), patch::inputFormat);
        set(noiseReduction(input), patch::noiseReduction);
        set(transcription(input), patch::transcription);
        set(turnDetection(input), patch::turnDetection);
        input.end();
    }

    private static void output(@Nullable Fields output, SessionPatch.Builder patch) {
        if (output == null) {
            return;
        }
        set(format(output), patch::outputFormat);
        set(voice(output), patch::voice);
        set(output.optionalNumber("speed"), patch::speed);
        output.end();
    }

    static @Nullable Modality modality(Fields fields) {
        var modalities = fields.optionalTexts("output_modalities");
        if (modalities == null) {
            return null;
        }
        if (modalities.equals(List.of("audio"))) {
            return Modality.AUDIO;
        }
        if (modalities.equals(List.of("text"))) {
            return Modality.TEXT;
        }
        throw RefusedException.invalid(
                fields.pathOf("output_modalities"),
                "Invalid modalities: "
                        + modalities
                        + ". Supported combinations are: ['text'] and ['audio'].");
    }

    static @Nullable AudioFormat format(Fields parent) {
        var fields = parent.optionalObject("format");
        if (fields == null) {
            return null;
        }
        var codec = fields.choice("type", CODECS);
        int hz = codec == Codec.PCM16 ? 24_000 : 8_000;
        var rate = codec == Codec.PCM16 ? fields.optionalInteger("rate") : null;
        fields.end();
        if (rate != null && rate != hz) {
            throw RefusedException.invalid(
                    fields.pathOf("rate"), "Invalid value: only " + hz + " is supported.");
        }
        return new AudioFormat(codec, hz);
    }

    static @Nullable String voice(Fields parent) {
        var value = parent.raw("voice");
        if (value == null || !value.isObject()) {
            return parent.optionalText("voice");
        }
        var fields = parent.object("voice");
        var id = fields.text("id");
        fields.end();
        return id;
    }

    static @Nullable List<Tool> tools(Fields parent) {
        var objects = parent.optionalObjects("tools");
        if (objects == null) {
            return null;
        }
        return objects.stream().map(SessionReader::tool).toList();
    }

    private static Tool tool(Fields fields) {
        fields.choice("type", Map.of("function", true));
        var parameters = fields.optionalObject("parameters");
        var tool =
                new Tool(
                        fields.text("name"),
                        fields.optionalText("description"),
                        parameters == null ? null : json(fields.raw("parameters")));
        fields.end();
        return tool;
    }

    static @Nullable ToolChoice toolChoice(Fields parent) {
        var value = parent.raw("tool_choice");
        if (value == null || !value.isObject()) {
            return parent.optionalChoice("tool_choice", CHOICES);
        }
        var fields = parent.object("tool_choice");
        fields.choice("type", Map.of("function", true));
        var choice = ToolChoice.function(fields.text("name"));
        fields.end();
        return choice;
    }

    static @Nullable String effort(Fields parent) {
        var fields = parent.optionalObject("reasoning");
        if (fields == null) {
            return null;
        }
        var effort = fields.optionalText("effort");
        fields.end();
        return effort;
    }

    static @Nullable Integer outputTokens(Fields parent) {
        var value = parent.raw("max_output_tokens");
        if (value != null && value.isTextual()) {
            return parent.choice("max_output_tokens", Map.of("inf", SessionConfig.NO_LIMIT));
        }
        return parent.optionalInteger("max_output_tokens");
    }

    private static @Nullable Truncation truncation(Fields parent) {
        var value = parent.raw("truncation");
        if (value == null || !value.isObject()) {
            return parent.optionalChoice("truncation", TRUNCATIONS);
        }
        var fields = parent.object("truncation");
        fields.choice("type", Map.of("retention_ratio", true));
        var limits = fields.optionalObject("token_limits");
        var truncation =
                new Truncation(
                        Truncation.Kind.RETENTION_RATIO,
                        fields.optionalNumber("retention_ratio"),
                        limits == null ? null : limits.optionalInteger("post_instructions"));
        if (limits != null) {
            limits.end();
        }
        fields.end();
        return truncation;
    }

    private static @Nullable NoiseReduction noiseReduction(Fields parent) {
        if (parent.isNull("noise_reduction")) {
            return NoiseReduction.OFF;
        }
        var fields = parent.optionalObject("noise_reduction");
        if (fields == null) {
            return null;
        }
        var kind = fields.choice("type", NOISE);
        fields.end();
        return kind;
    }

    private static @Nullable Transcription transcription(Fields parent) {
        if (parent.isNull("transcription")) {
            return Transcription.OFF;
        }
        var fields = parent.optionalObject("transcription");
        if (fields == null) {
            return null;
        }
        var transcription =
                new Transcription(
                        fields.text("model"),
                        fields.optionalText("language"),
                        fields.optionalTexts("languages"),
                        fields.optionalTexts("keywords"),
                        fields.optionalText("prompt"),
                        fields.optionalText("delay"));
        fields.end();
        return transcription;
    }

    private static @Nullable TurnDetection turnDetection(Fields parent) {
        if (parent.isNull("turn_detection")) {
            return TurnDetection.OFF;
        }
        var fields = parent.optionalObject("turn_detection");
        if (fields == null) {
            return null;
        }
        boolean semantic = fields.choice("type", Map.of("server_vad", false, "semantic_vad", true));
        boolean create = or(fields.optionalBoolean("create_response"), true);
        boolean interrupt = or(fields.optionalBoolean("interrupt_response"), true);
        var detection =
                semantic
                        ? new TurnDetection.SemanticVad(
                                or(fields.optionalChoice("eagerness", EAGERNESS), Eagerness.AUTO),
                                create,
                                interrupt)
                        : new TurnDetection.ServerVad(
                                or(fields.optionalNumber("threshold"), 0.5),
                                or(fields.optionalInteger("prefix_padding_ms"), 300),
                                or(fields.optionalInteger("silence_duration_ms"), 500),
                                fields.optionalInteger("idle_timeout_ms"),
                                create,
                                interrupt);
        fields.end();
        return detection;
    }

    static @Nullable String json(@Nullable JsonNode node) {
        return node == null ? null : node.toString();
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
