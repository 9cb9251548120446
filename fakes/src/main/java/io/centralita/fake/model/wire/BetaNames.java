package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Turns a GA event into the shape it had in the beta. Stateless.
final class BetaNames {
    private static final Map<String, String> FORMATS =
            Map.of("audio/pcm", "pcm16", "audio/pcmu", "g711_ulaw", "audio/pcma", "g711_alaw");

    private BetaNames() {}

    static void rename(ObjectNode event) {
        var type = event.get("type").textValue();
        event.put(
                "type",
                type.equals("conversation.item.added")
                        ? "conversation.item.created"
                        : type.replace("response.output_text.", "response.text.")
                                .replace("response.output_audio.", "response.audio.")
                                .replace(
                                        "response.output_audio_transcript.",
                                        "response.audio_transcript."));
        if (event.get("item") instanceof ObjectNode item) {
            item(item);
        }
        if (event.get("response") instanceof ObjectNode response) {
            response.get("output").forEach(BetaNames::item);
            move(response, "output_modalities", response, "modalities");
            output(response);
        }
        if (event.get("session") instanceof ObjectNode session) {
            session(session);
        }
    }

    private static void item(JsonNode item) {
        for (var part : item.path("content")) {
            var type = part.path("type").asText();
            if (type.startsWith("output_")) {
                ((ObjectNode) part).put("type", type.substring("output_".length()));
            }
        }
    }

    private static void session(ObjectNode session) {
        session.remove("type");
        move(session, "output_modalities", session, "modalities");
        move(session, "max_output_tokens", session, "max_response_output_tokens");
        var input = session.path("audio").path("input");
        move(input, "turn_detection", session, "turn_detection");
        move(input, "transcription", session, "input_audio_transcription");
        move(input, "noise_reduction", session, "input_audio_noise_reduction");
        session.put("input_audio_format", format(input));
        output(session);
    }

    private static void output(ObjectNode node) {
        var output = node.path("audio").path("output");
        move(output, "voice", node, "voice");
        move(output, "speed", node, "speed");
        node.put("output_audio_format", format(output));
        node.remove("audio");
    }

    private static String format(JsonNode direction) {
        return FORMATS.getOrDefault(direction.path("format").path("type").asText(), "pcm16");
    }

    private static void move(JsonNode from, String name, ObjectNode to, String newName) {
        var value = from.get(name);
        if (value != null) {
            ((ObjectNode) from).remove(name);
            to.set(newName, value);
        }
    }
}
