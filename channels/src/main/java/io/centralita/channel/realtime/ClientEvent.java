package io.centralita.channel.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One event of a peer. Audio is decoded while it is read and never becomes a string.
///
/// @param type empty where there is none
/// @param eventId the peer's own, null where it gave none
/// @param audio of an append, null where there is none
/// @param body everything but the audio
record ClientEvent(
        String type, @Nullable String eventId, byte @Nullable [] audio, ObjectNode body) {
    private static final String AUDIO = "audio";
    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    /// @throws ProtocolError where it is no JSON object, or the audio no Base64
    static ClientEvent read(byte[] text, int length) throws ProtocolError {
        var body = JsonNodeFactory.instance.objectNode();
        byte[] audio = null;
        try (var parser = JSON.createParser(text, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("An event is a JSON object.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (AUDIO.equals(name) && value == JsonToken.VALUE_STRING) {
                    audio = decoded(parser);
                } else {
                    JsonNode node = parser.readValueAsTree();
                    body.set(name, node);
                }
            }
            if (parser.nextToken() != null) {
                throw invalid("Something follows the JSON object.");
            }
        } catch (IOException e) {
            throw invalid("This is not JSON.");
        }
        var eventId = body.path("event_id");
        return new ClientEvent(
                body.path("type").asText(""),
                eventId.isTextual() ? eventId.asText() : null,
                audio,
                body);
    }

    private static byte[] decoded(JsonParser parser) throws IOException, ProtocolError {
        try {
            return parser.getBinaryValue();
        } catch (com.fasterxml.jackson.core.JsonParseException e) {
            throw ProtocolError.value(AUDIO, "The audio is not Base64.");
        }
    }

    private static ProtocolError invalid(String message) {
        return ProtocolError.request("invalid_event", null, message);
    }

    /// A field that has to be a string.
    String text(String field) throws ProtocolError {
        var value = body.get(field);
        if (value == null) {
            throw ProtocolError.missing(field);
        }
        if (!value.isTextual()) {
            throw ProtocolError.value(field, "«%s» is a string.".formatted(field));
        }
        return value.asText();
    }

    /// A field that has to be a whole number from 0 on.
    int count(String field) throws ProtocolError {
        var value = body.get(field);
        if (value == null) {
            throw ProtocolError.missing(field);
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
            throw ProtocolError.value(field, "«%s» is a whole number, 0 or more.".formatted(field));
        }
        return value.asInt();
    }

    /// A field that has to be an object.
    ObjectNode object(String field) throws ProtocolError {
        var value = body.get(field);
        if (value == null) {
            throw ProtocolError.missing(field);
        }
        if (!(value instanceof ObjectNode object)) {
            throw ProtocolError.value(field, "«%s» is an object.".formatted(field));
        }
        return object;
    }
}
