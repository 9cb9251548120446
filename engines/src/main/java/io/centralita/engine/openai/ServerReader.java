package io.centralita.engine.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.engine.openai.ServerEvent.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads the server's events: audio, the bulk of them, by a streaming parser; the rest as trees.
/// The beta's names of 2024 are understood from servers that still speak them. Belongs to one
/// connection.
final class ServerReader {
    /// Where what was read goes.
    interface Sink {
        void audio(String responseId, String itemId, byte[] audio);

        void event(ServerEvent event);
    }

    /// The message is not what the protocol allows.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String detail) {
            super(detail);
        }
    }

    private static final String AUDIO_DELTA = "response.output_audio.delta";
    private static final String AUDIO_DELTA_BETA = "response.audio.delta";
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper TREES = new ObjectMapper(JSON);

    private final String model;
    private final String transcriptionModel;
    private final Sink sink;

    /// Of the message before: two check sums side by side, so that nothing is taken for it that is
    /// not.
    private long previous;

    private final CRC32 sum = new CRC32();
    private final CRC32C otherSum = new CRC32C();

    /// As last read: comparing with it saves making it again.
    private String lastResponse = "";

    private String lastItem = "";

    /// @param model prices and usage go by it
    ServerReader(String model, String transcriptionModel, Sink sink) {
        this.model = model;
        this.transcriptionModel = transcriptionModel;
        this.sink = sink;
    }

    void read(byte[] json, int length) throws Malformed {
        try {
            if (isRepeated(json, length)) {
                return;
            }
            if (!readAudio(json, length)) {
                var tree = TREES.readTree(json, 0, length);
                if (tree == null || !tree.isObject() || !tree.path("type").isTextual()) {
                    throw new Malformed("not an event");
                }
                sink.event(event(tree));
                typed(tree);
            }
        } catch (IOException _) {
            throw new Malformed("not JSON");
        }
    }

    /// A caller who has a keyboard beside the line.
    private void typed(JsonNode event) {
        var item = event.path("item");
        var content = item.path("content").path(0);
        if (event.path("type").asText().equals("conversation.item.added")
                && item.path("role").asText().equals("user")
                && content.path("type").asText().equals("input_text")) {
            sink.event(new ServerEvent.Typed(text(item, "id"), text(content, "text")));
        }
    }

    /// The same event a second time: it has the id of the first. Without an id it may be another,
    /// since all silence is alike.
    private boolean isRepeated(byte[] json, int length) throws IOException {
        long before = previous;
        sum.reset();
        sum.update(json, 0, length);
        otherSum.reset();
        otherSum.update(json, 0, length);
        previous = (sum.getValue() << 32) | otherSum.getValue();
        return previous == before && TREES.readTree(json, 0, length).path("event_id").isTextual();
    }

    /// @return false where it is another event
    private boolean readAudio(byte[] json, int length) throws IOException, Malformed {
        var responseId = "";
        var itemId = "";
        byte[] audio = null;
        var isAudio = false;
        try (var parser = JSON.createParser(json, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "type" -> {
                        if (!isAudioDelta(parser)) {
                            return false;
                        }
                        isAudio = true;
                    }
                    case "response_id" -> {
                        if (!is(parser, lastResponse)) {
                            lastResponse = parser.getText();
                        }
                        responseId = lastResponse;
                    }
                    case "item_id" -> {
                        if (!is(parser, lastItem)) {
                            lastItem = parser.getText();
                        }
                        itemId = lastItem;
                    }
                    case "delta" -> {
                        if (!isAudio) {
                            return readLateType(json, length);
                        }
                        audio = binary(parser, json, length);
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        if (!isAudio) {
            return false;
        }
        deliver(responseId, itemId, audio);
        return true;
    }

    /// The same for servers that write the type after the audio.
    private boolean readLateType(byte[] json, int length) throws IOException, Malformed {
        var tree = TREES.readTree(json, 0, length);
        var type = tree.path("type").asText();
        if (!type.equals(AUDIO_DELTA) && !type.equals(AUDIO_DELTA_BETA)) {
            return false;
        }
        deliver(text(tree, "response_id"), text(tree, "item_id"), tree.path("delta").binaryValue());
        return true;
    }

    private void deliver(String responseId, String itemId, byte @Nullable [] audio)
            throws Malformed {
        if (audio == null || itemId.isEmpty()) {
            throw new Malformed("audio without item or delta");
        }
        sink.audio(responseId, itemId, audio);
    }

    /// Decodes the string where it stands in the message: the parser would copy it twice. What is
    /// not plain Base64 in there (an escaped `/`) is its business.
    private static byte[] binary(JsonParser parser, byte[] json, int length) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
            int to = from;
            while (to < length && json[to] != '"') {
                to++;
            }
            try {
                var audio = Base64.getDecoder().decode(ByteBuffer.wrap(json, from, to - from));
                if (audio.remaining() == audio.array().length) {
                    return audio.array();
                }
            } catch (IllegalArgumentException _) {
                // the parser knows better
            }
        }
        return parser.getBinaryValue();
    }

    private static boolean isAudioDelta(JsonParser parser) throws IOException {
        return is(parser, AUDIO_DELTA) || is(parser, AUDIO_DELTA_BETA);
    }

    /// Without making a text of it.
    private static boolean is(JsonParser parser, String wanted) throws IOException {
        int length = wanted.length();
        if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getTextLength() != length) {
            return false;
        }
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < length; i++) {
            if (text[offset + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private ServerEvent event(JsonNode event) throws Malformed {
        var type = event.path("type").asText();
        return switch (type) {
            case "session.created" ->
                    new ServerEvent.SessionCreated(
                            text(event.path("session"), "id"),
                            event.path("session").path("expires_at").asLong(0));
            case "session.updated" -> new ServerEvent.SessionUpdated();
            case "error" -> error(event.path("error"));
            case "input_audio_buffer.speech_started" ->
                    new ServerEvent.SpeechStarted(
                            text(event, "item_id"), event.path("audio_start_ms").asLong());
            case "input_audio_buffer.speech_stopped" ->
                    new ServerEvent.SpeechStopped(
                            text(event, "item_id"), event.path("audio_end_ms").asLong());
            case "input_audio_buffer.committed" ->
                    new ServerEvent.Committed(required(event, "item_id"));
            case "input_audio_buffer.timeout_triggered" ->
                    new ServerEvent.IdleTimeout(text(event, "item_id"));
            case "conversation.item.added", "conversation.item.created" ->
                    new ServerEvent.ItemAdded(item(event.path("item")));
            case "conversation.item.truncated" ->
                    new ServerEvent.ItemTruncated(
                            required(event, "item_id"), event.path("audio_end_ms").asLong());
            case "conversation.item.deleted" ->
                    new ServerEvent.ItemDeleted(required(event, "item_id"));
            case "conversation.item.input_audio_transcription.completed" ->
                    new ServerEvent.Transcribed(
                            required(event, "item_id"),
                            text(event, "transcript"),
                            UsageReader.transcription(transcriptionModel, event.path("usage")));
            case "conversation.item.input_audio_transcription.failed" ->
                    new ServerEvent.TranscriptionFailed(
                            required(event, "item_id"), text(event.path("error"), "code"));
            case "output_audio_buffer.started" -> playing(event, ServerEvent.Playout.BEGINS);
            case "output_audio_buffer.stopped" -> playing(event, ServerEvent.Playout.OVER);
            case "output_audio_buffer.cleared" -> playing(event, ServerEvent.Playout.CLEARED);
            case "rate_limits.updated" -> new ServerEvent.RateLimits();
            default -> type.startsWith("response.") ? response(type, event) : other(type);
        };
    }

    private static ServerEvent playing(JsonNode event, ServerEvent.Playout how) throws Malformed {
        return new ServerEvent.Playing(required(event, "response_id"), how);
    }

    private ServerEvent response(String type, JsonNode event) throws Malformed {
        return switch (type) {
            case "response.created" ->
                    new ServerEvent.ResponseCreated(
                            required(event.path("response"), "id"),
                            text(event.path("response").path("metadata"), ClientWriter.TAG));
            case "response.done" -> responseDone(event.path("response"));
            case "response.output_item.added" ->
                    new ServerEvent.OutputItemAdded(
                            text(event, "response_id"), item(event.path("item")));
            case "response.output_item.done" ->
                    new ServerEvent.OutputItemDone(
                            text(event, "response_id"), item(event.path("item")));
            case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
                    delta(event, false);
            case "response.output_text.delta", "response.text.delta" -> delta(event, true);
            case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
                    words(event, "transcript", false);
            case "response.output_text.done", "response.text.done" -> words(event, "text", true);
            case "response.output_audio.done", "response.audio.done" ->
                    new ServerEvent.AudioDone(
                            text(event, "response_id"), required(event, "item_id"));
            case "response.function_call_arguments.delta" ->
                    new ServerEvent.ArgumentsDelta(
                            text(event, "response_id"),
                            text(event, "item_id"),
                            required(event, "call_id"),
                            text(event, "delta"));
            case "response.function_call_arguments.done" ->
                    new ServerEvent.ArgumentsDone(
                            text(event, "response_id"),
                            text(event, "item_id"),
                            required(event, "call_id"),
                            text(event, "name"),
                            text(event, "arguments"));
            default -> other(type);
        };
    }

    private static ServerEvent delta(JsonNode event, boolean silent) throws Malformed {
        return new ServerEvent.TranscriptDelta(
                text(event, "response_id"),
                required(event, "item_id"),
                text(event, "delta"),
                silent);
    }

    private static ServerEvent words(JsonNode event, String field, boolean silent)
            throws Malformed {
        return new ServerEvent.TranscriptDone(
                text(event, "response_id"), required(event, "item_id"), text(event, field), silent);
    }

    private ServerEvent responseDone(JsonNode response) throws Malformed {
        var output = new ArrayList<WireItem>();
        for (var item : response.path("output")) {
            output.add(item(item));
        }
        var details = response.path("status_details");
        var status =
                switch (text(response, "status")) {
                    case "cancelled" -> Status.CANCELLED;
                    case "incomplete" -> Status.INCOMPLETE;
                    case "failed" -> Status.FAILED;
                    default -> Status.COMPLETED;
                };
        var reason =
                status == Status.FAILED
                        ? errorCode(details.path("error"))
                        : text(details, "reason");
        return new ServerEvent.ResponseDone(
                required(response, "id"),
                status,
                reason,
                List.copyOf(output),
                UsageReader.response(model, response.path("usage")));
    }

    private static ServerEvent error(JsonNode error) {
        return new ServerEvent.Refused(
                errorCode(error), text(error, "message"), text(error, "event_id"));
    }

    private static String errorCode(JsonNode error) {
        var code = text(error, "code");
        return code.isEmpty() ? text(error, "type") : code;
    }

    private static ServerEvent other(String type) {
        return new ServerEvent.Other(type);
    }

    private static WireItem item(JsonNode item) throws Malformed {
        var callId = text(item, "call_id");
        return new WireItem(
                required(item, "id"),
                type(item),
                text(item, "status"),
                callId.isEmpty() ? null : callId,
                text(item, "name"),
                text(item, "arguments"));
    }

    private static WireItem.Type type(JsonNode item) {
        return switch (text(item, "type")) {
            case "message" ->
                    switch (text(item, "role")) {
                        case "user" -> WireItem.Type.USER;
                        case "assistant" -> WireItem.Type.ASSISTANT;
                        default -> WireItem.Type.SYSTEM;
                    };
            case "function_call" -> WireItem.Type.FUNCTION_CALL;
            case "function_call_output" -> WireItem.Type.FUNCTION_CALL_OUTPUT;
            default -> WireItem.Type.OTHER;
        };
    }

    private static String required(JsonNode node, String name) throws Malformed {
        var value = text(node, name);
        if (value.isEmpty()) {
            throw new Malformed("no " + name);
        }
        return value;
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? value.textValue() : "";
    }
}
