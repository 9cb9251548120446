package io.centralita.fake.model.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.model.ApiError;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.ResponseParams;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads what a client sends, and lets nothing pass that the service does not know. Safe from any
/// thread.
public final class ClientEventReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPEND = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";
    private static final String END = "\"}";

    /// What a text frame was.
    public sealed interface Read {
        record Understood(ClientEvent event) implements Read {}

        /// @param eventId of the client event, where it had one
        record Refused(ApiError error, @Nullable String eventId) implements Read {}
    }

    public Read read(String text) {
        var append = plainAppend(text);
        if (append != null) {
            return new Read.Understood(append);
        }
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            return malformed();
        }
        if (!node.isObject()) {
            return malformed();
        }
        var eventId = node.path("event_id").textValue();
        try {
            return new Read.Understood(event(new Fields(node, "")));
        } catch (RefusedException e) {
            return new Read.Refused(e.error(), eventId);
        }
    }

    /// The one that comes fifty times a second, in its usual shape; null for all others, which are
    /// read with care. Nothing that ends the string early is base64.
    private static @Nullable ClientEvent plainAppend(String text) {
        if (!text.startsWith(APPEND) || !text.endsWith(END)) {
            return null;
        }
        int length = text.length() - APPEND.length() - END.length();
        if (length < 0) {
            return null;
        }
        var audio = text.substring(APPEND.length(), APPEND.length() + length);
        try {
            return new ClientEvent.AudioAppend(
                    null, Base64.getDecoder().decode(audio.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Read malformed() {
        return new Read.Refused(
                new ApiError(
                        ApiError.INVALID_REQUEST,
                        "invalid_event",
                        "The message is no JSON object.",
                        null,
                        null),
                null);
    }

    private static ClientEvent event(Fields fields) {
        var eventId = fields.optionalText("event_id");
        var type = fields.text("type");
        var event =
                switch (type) {
                    case "session.update" ->
                            new ClientEvent.SessionUpdate(
                                    eventId, SessionReader.patch(fields.object("session")));
                    case "input_audio_buffer.append" ->
                            new ClientEvent.AudioAppend(eventId, base64(fields, "audio"));
                    case "input_audio_buffer.commit" -> new ClientEvent.AudioCommit(eventId);
                    case "input_audio_buffer.clear" -> new ClientEvent.AudioClear(eventId);
                    case "conversation.item.create" ->
                            new ClientEvent.ItemCreate(
                                    eventId,
                                    ItemReader.item(fields.object("item")),
                                    fields.optionalText("previous_item_id"));
                    case "conversation.item.retrieve" ->
                            new ClientEvent.ItemRetrieve(eventId, fields.text("item_id"));
                    case "conversation.item.truncate" ->
                            new ClientEvent.ItemTruncate(
                                    eventId,
                                    fields.text("item_id"),
                                    fields.integer("content_index"),
                                    fields.integer("audio_end_ms"));
                    case "conversation.item.delete" ->
                            new ClientEvent.ItemDelete(eventId, fields.text("item_id"));
                    case "response.create" ->
                            new ClientEvent.ResponseCreate(
                                    eventId, params(fields.optionalObject("response")));
                    case "response.cancel" ->
                            new ClientEvent.ResponseCancel(
                                    eventId, fields.optionalText("response_id"));
                    case "output_audio_buffer.clear" -> new ClientEvent.OutputAudioClear(eventId);
                    default ->
                            throw RefusedException.invalid(
                                    "type", "Invalid value: '" + type + "' is no client event.");
                };
        fields.end();
        return event;
    }

    private static ResponseParams params(@Nullable Fields fields) {
        return fields == null ? ResponseParams.DEFAULT : ResponseReader.params(fields);
    }

    static byte[] base64(Fields fields, String name) {
        try {
            return Base64.getDecoder().decode(fields.text(name));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    fields.pathOf(name), "Invalid value: audio must be base64.");
        }
    }
}
