package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.centralita.fake.model.NoiseReduction;
import io.centralita.fake.model.SessionConfig;
import io.centralita.fake.model.Tool;
import io.centralita.fake.model.ToolChoice;
import io.centralita.fake.model.Transcription;
import io.centralita.fake.model.Truncation;
import io.centralita.fake.model.TurnDetection;
import io.centralita.media.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the session object. Stateless.
final class SessionWriter {
    private SessionWriter() {}

    static ObjectNode session(SessionConfig session) {
        var node = object();
        node.put("type", "realtime")
                .put("object", "realtime.session")
                .put("id", session.id())
                .put("model", session.model())
                .put("expires_at", session.expiresAtS())
                .put("instructions", session.instructions());
        node.putArray("output_modalities").add(Names.of(session.modality()));
        var audio = node.putObject("audio");
        var input = audio.putObject("input");
        input.set("format", format(session.inputFormat()));
        input.set("noise_reduction", noiseReduction(session.noiseReduction()));
        input.set("transcription", transcription(session.transcription()));
        input.set("turn_detection", turnDetection(session.turnDetection()));
        var output = audio.putObject("output");
        output.set("format", format(session.outputFormat()));
        output.put("voice", session.voice()).put("speed", session.speed());
        texts(node, "include", session.include());
        var tools = node.putArray("tools");
        session.tools().forEach(tool -> tools.add(tool(tool)));
        toolChoice(node, session.toolChoice());
        if (session.parallelToolCalls() != null) {
            node.put("parallel_tool_calls", session.parallelToolCalls());
        }
        if (session.reasoningEffort() != null) {
            node.putObject("reasoning").put("effort", session.reasoningEffort());
        }
        tokens(node, session.maxOutputTokens());
        truncation(node, session.truncation());
        raw(node, "tracing", session.tracing());
        raw(node, "prompt", session.prompt());
        return node;
    }

    static ObjectNode format(AudioFormat format) {
        return switch (format.codec()) {
            case PCM16 -> object().put("type", "audio/pcm").put("rate", format.sampleRateHz());
            case PCMU -> object().put("type", "audio/pcmu");
            case PCMA -> object().put("type", "audio/pcma");
        };
    }

    static void tokens(ObjectNode node, int most) {
        if (most == SessionConfig.NO_LIMIT) {
            node.put("max_output_tokens", "inf");
        } else {
            node.put("max_output_tokens", most);
        }
    }

    private static @Nullable ObjectNode noiseReduction(NoiseReduction reduction) {
        return reduction == NoiseReduction.OFF ? null : object().put("type", Names.of(reduction));
    }

    private static @Nullable ObjectNode transcription(Transcription transcription) {
        if (transcription.isOff()) {
            return null;
        }
        var node = object().put("model", transcription.model());
        node.put("language", transcription.language());
        node.put("prompt", transcription.prompt());
        texts(node, "languages", transcription.languages());
        texts(node, "keywords", transcription.keywords());
        if (transcription.delay() != null) {
            node.put("delay", transcription.delay());
        }
        return node;
    }

    private static @Nullable ObjectNode turnDetection(TurnDetection detection) {
        var node =
                switch (detection) {
                    case TurnDetection.Off _ -> null;
                    case TurnDetection.ServerVad vad ->
                            object().put("type", "server_vad")
                                    .put("threshold", vad.threshold())
                                    .put("prefix_padding_ms", vad.prefixPaddingMs())
                                    .put("silence_duration_ms", vad.silenceDurationMs())
                                    .put("idle_timeout_ms", vad.idleTimeoutMs());
                    case TurnDetection.SemanticVad vad ->
                            object().put("type", "semantic_vad")
                                    .put("eagerness", Names.of(vad.eagerness()));
                };
        return node == null
                ? null
                : node.put("create_response", detection.createResponse())
                        .put("interrupt_response", detection.interruptResponse());
    }

    private static ObjectNode tool(Tool tool) {
        var node = object().put("type", "function").put("name", tool.name());
        if (tool.description() != null) {
            node.put("description", tool.description());
        }
        raw(node, "parameters", tool.parameters());
        return node;
    }

    private static void toolChoice(ObjectNode node, ToolChoice choice) {
        if (choice.mode() == ToolChoice.Mode.FUNCTION) {
            node.putObject("tool_choice").put("type", "function").put("name", choice.name());
        } else {
            node.put("tool_choice", Names.of(choice.mode()));
        }
    }

    private static void truncation(ObjectNode node, Truncation truncation) {
        if (truncation.kind() == Truncation.Kind.RETENTION_RATIO) {
            var object = node.putObject("truncation").put("type", "retention_ratio");
            object.put("retention_ratio", truncation.retentionRatio());
            if (truncation.postInstructions() != null) {
                object.putObject("token_limits")
                        .put("post_instructions", truncation.postInstructions());
            }
        } else {
            node.put("truncation", Names.of(truncation.kind()));
        }
    }

    private static void texts(ObjectNode node, String name, @Nullable List<String> texts) {
        if (texts != null) {
            var array = node.putArray(name);
            texts.forEach(array::add);
        }
    }

    private static void raw(ObjectNode node, String name, @Nullable String json) {
        if (json == null) {
            node.putNull(name);
        } else {
            node.putRawValue(name, new RawValue(json));
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
