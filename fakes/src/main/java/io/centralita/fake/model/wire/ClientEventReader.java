package io.centralita.fake.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.model.ApiError;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.ResponseParams;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads what a client sends, and lets nothing pass that the service does not know. Safe from any
/// thread.
public final class ClientEventReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] APPEND =
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(UTF_8);
    private static final byte[] END = "\"}".getBytes(UTF_8);

    /// What a text frame was.
    public sealed interface Read {
        record Understood(ClientEvent event) implements Read {}

        /// @param eventId of the client event, where it had one
        record Refused(ApiError error, @Nullable String eventId) implements Read {}
    }

    /// @param utf8 a text frame from 0 on
    public Read read(byte[] utf8, int length) {
        var append = plainAppend(utf8, length);
        return append == null ? read(new String(utf8, 0, length, UTF_8)) : append;
    }

    public Read read(String text) {
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
    private static @Nullable Read plainAppend(byte[] utf8, int length) {
        int from = APPEND.length;
        int to = length - END.length;
        if (to < from
                || !Arrays.equals(utf8, 0, from, APPEND, 0, from)
                || !Arrays.equals(utf8, to, length, END, 0, END.length)) {
            return null;
        }
        try {
            var audio = Base64.getDecoder().decode(Arrays.copyOfRange(utf8, from, to));
            return new Read.Understood(new ClientEvent.AudioAppend(null, audio));
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
