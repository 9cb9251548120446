package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Conduct;
import io.centralita.engine.openai.SessionOptions.TurnDetection;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import java.time.Duration;
import java.util.Locale;

/// The `session` of a `session.update`. Fields a model does not know are left out.
record SessionConfig(SessionOptions options, AudioFormat format, Locale language) {
    private static final int PCM_RATE_HZ = 24_000;

    /// What the model takes and gives for a leg: G.711 as it stands, everything else as PCM.
    static AudioFormat formatFor(AudioFormat leg) {
        return leg.codec() == Codec.PCM16 || leg.sampleRateHz() != 8_000
                ? AudioFormat.PCM_24K
                : leg;
    }

    /// @param spoken the model has spoken: its voice cannot be changed any more
    ObjectNode write(Conduct conduct, boolean spoken) {
        var session = JsonNodeFactory.instance.objectNode().put("type", "realtime");
        session.putArray("output_modalities").add(conduct.speaks() ? "audio" : "text");
        session.put("instructions", conduct.instructions());
        var audio = session.putObject("audio");
        input(audio.putObject("input"), conduct);
        var output = audio.putObject("output");
        output.set("format", wireFormat());
        var voice = conduct.voice().isEmpty() ? options.voice() : conduct.voice();
        if (!voice.isEmpty() && !spoken) {
            output.put("voice", voice);
        }
        if (options.speed() != 1.0) {
            output.put("speed", options.speed());
        }
        tools(session, conduct);
        if (options.maxOutputTokens() > 0) {
            session.put("max_output_tokens", options.maxOutputTokens());
        }
        if (Models.reasons(options.model())) {
            session.put("parallel_tool_calls", true);
            if (!options.effort().isEmpty()) {
                session.putObject("reasoning").put("effort", options.effort());
            }
        }
        return session;
    }

    private void input(ObjectNode input, Conduct conduct) {
        input.set("format", wireFormat());
        input.set("turn_detection", turnDetection(conduct));
        if (!options.noiseReduction().isEmpty()) {
            input.putObject("noise_reduction").put("type", options.noiseReduction());
        }
        if (!options.transcription().isEmpty()) {
            input.putObject("transcription")
                    .put("model", options.transcription())
                    .put("language", language.getLanguage());
        }
    }

    private com.fasterxml.jackson.databind.JsonNode turnDetection(Conduct conduct) {
        var turns = conduct.turnTaking();
        if (!detects(conduct)) {
            return JsonNodeFactory.instance.nullNode();
        }
        var detection = JsonNodeFactory.instance.objectNode();
        if (options.turnDetection() == TurnDetection.SEMANTIC) {
            detection.put("type", "semantic_vad").put("eagerness", options.eagerness());
        } else {
            detection
                    .put("type", "server_vad")
                    .put("threshold", options.threshold())
                    .put("prefix_padding_ms", options.prefixPadding().toMillis())
                    .put("silence_duration_ms", silence(conduct).toMillis());
            if (options.idleTimeout() != null) {
                detection.put("idle_timeout_ms", options.idleTimeout().toMillis());
            }
        }
        var rules = rules(conduct);
        return detection
                .put("create_response", rules.serverAnswers())
                .put("interrupt_response", turns.interrupts() && options.serverTurns());
    }

    Rules rules(Conduct conduct) {
        return Rules.of(
                conduct.turnTaking(),
                options.serverTurns() && detects(conduct),
                !options.transcription().isEmpty());
    }

    /// What the server waits for before it finds a turn to be over.
    Duration silence(Conduct conduct) {
        if (options.turnDetection() != TurnDetection.SERVER) {
            return Duration.ZERO;
        }
        var wished = conduct.turnTaking().silence();
        return wished == null ? options.silence() : wished;
    }

    private boolean detects(Conduct conduct) {
        return conduct.turnTaking().detects() && options.turnDetection() != TurnDetection.NONE;
    }

    private static void tools(ObjectNode session, Conduct conduct) {
        var tools = session.putArray("tools");
        for (var tool : conduct.tools()) {
            tools.addObject()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .set("parameters", tool.parameters());
        }
        session.put("tool_choice", "auto");
    }

    private ObjectNode wireFormat() {
        var node = JsonNodeFactory.instance.objectNode();
        return switch (format.codec()) {
            case PCMU -> node.put("type", "audio/pcmu");
            case PCMA -> node.put("type", "audio/pcma");
            case PCM16 -> node.put("type", "audio/pcm").put("rate", PCM_RATE_HZ);
        };
    }
}
