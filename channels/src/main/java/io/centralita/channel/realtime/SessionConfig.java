package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.ToolDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A session's configuration as it is in effect: what the peer is shown of it, and what it means
/// for the assistant. Immutable: every update makes another one ([SessionUpdate]).
final class SessionConfig {
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(200);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /// Everything but id and model, checked.
    private final ObjectNode effective;

    /// @param effective is not changed by anybody from now on
    SessionConfig(ObjectNode effective) {
        this.effective = effective;
    }

    /// What a session has before its peer says anything: the real service's defaults.
    static SessionConfig standard() {
        var session = JsonNodeFactory.instance.objectNode();
        session.put("type", "realtime");
        session.putArray("output_modalities").add("audio");
        session.put("instructions", "");
        var audio = session.putObject("audio");
        audio.putObject("input").set("format", WireFormat.PCM.json());
        audio.withObject("input").set("turn_detection", SessionUpdate.serverVad());
        audio.putObject("output").set("format", WireFormat.PCM.json());
        audio.withObject("output").put("voice", "alloy").put("speed", 1.0);
        session.putArray("tools");
        session.put("tool_choice", "auto");
        session.put("max_output_tokens", "inf");
        session.put("truncation", "auto");
        session.putNull("tracing");
        session.putNull("prompt");
        return new SessionConfig(session);
    }

    /// A copy that may be changed.
    ObjectNode copy() {
        return effective.deepCopy();
    }

    /// As the peer is shown it.
    ObjectNode shown(String id, String model) {
        return effective
                .deepCopy()
                .put("object", "realtime.session")
                .put("id", id)
                .put("model", model);
    }

    WireFormat input() {
        return format("input");
    }

    WireFormat output() {
        return format("output");
    }

    boolean speaks() {
        return "audio".equals(effective.path("output_modalities").path(0).asText());
    }

    String instructions() {
        return effective.path("instructions").asText();
    }

    JsonNode at(String pointer) {
        return effective.at(pointer);
    }

    boolean transcribes() {
        return effective.at("/audio/input/transcription").isObject();
    }

    boolean detectsTurns() {
        return turnDetection().isObject();
    }

    boolean createsResponses() {
        return detectsTurns() && turnDetection().path("create_response").asBoolean(true);
    }

    boolean interruptsResponses() {
        return detectsTurns() && turnDetection().path("interrupt_response").asBoolean(true);
    }

    /// Audio before the speech that counts as part of it.
    int prefixPaddingMs() {
        return turnDetection().path("prefix_padding_ms").asInt(0);
    }

    /// The voice's name, or its id where it is the peer's own.
    String voice() {
        var voice = effective.at("/audio/output/voice");
        return voice.isObject() ? voice.path("id").asText() : voice.asText();
    }

    boolean declaresTools() {
        return !effective.path("tools").isEmpty();
    }

    /// The tools that the peer runs, empty where it does not want any called.
    List<ToolDefinition> tools() {
        var tools = new ArrayList<ToolDefinition>();
        if (!"none".equals(effective.path("tool_choice").asText())) {
            for (var tool : effective.path("tools")) {
                tools.add(definition(tool));
            }
        }
        return tools;
    }

    /// What this means for the assistant.
    ///
    /// @param house how the switchboard's own calls are conducted
    /// @param offersHouse whether the switchboard's tools are offered where the peer declares none
    /// @param voices that the engine knows by name; any other is the house's
    Conduct conduct(Conduct house, boolean offersHouse, Set<String> voices) {
        var instructions = instructions();
        var houseTools = offersHouse && !declaresTools();
        return new Conduct(
                instructions.isBlank() ? house.instructions() : instructions,
                voices.contains(voice()) ? voice() : house.voice(),
                houseTools ? house.tools() : tools(),
                new TurnTaking(
                        detectsTurns(),
                        createsResponses(),
                        interruptsResponses(),
                        houseTools,
                        silence()),
                speaks());
    }

    /// Our ears need 200 to 2 000 ms; what is outside counts as the nearest of the two.
    private @Nullable Duration silence() {
        var silence = turnDetection().path("silence_duration_ms");
        if (!silence.isNumber()) {
            return null; // the engine's own judgement: `semantic_vad`
        }
        var wanted = Duration.ofMillis(silence.asLong());
        if (wanted.compareTo(SHORTEST_SILENCE) < 0) {
            return SHORTEST_SILENCE;
        }
        return wanted.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : wanted;
    }

    private JsonNode turnDetection() {
        return effective.at("/audio/input/turn_detection");
    }

    private WireFormat format(String side) {
        try {
            return WireFormat.read(effective.at("/audio/" + side + "/format"), side);
        } catch (ProtocolError e) {
            throw new IllegalStateException("an update let a wrong format pass", e);
        }
    }

    private static ToolDefinition definition(JsonNode tool) {
        var parameters = tool.path("parameters");
        return new ToolDefinition(
                tool.path("name").asText(),
                tool.path("description").asText(),
                parameters instanceof ObjectNode schema
                        ? schema
                        : JsonNodeFactory.instance.objectNode().put("type", "object"));
    }
}
