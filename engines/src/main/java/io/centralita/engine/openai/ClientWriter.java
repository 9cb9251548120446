package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.engine.openai.ClientMessage.NewItem;
import java.util.Arrays;

/// Writes what goes to the server. Belongs to one session.
final class ClientWriter {
    /// The key in a response's metadata under which our event id comes back.
    static final String TAG = "centralita";

    private static final byte[] APPEND_HEAD =
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(ISO_8859_1);
    private static final byte[] APPEND_TAIL = "\"}".getBytes(ISO_8859_1);

    private byte[] append = Arrays.copyOf(APPEND_HEAD, APPEND_HEAD.length + 256);
    private int appendLength;

    /// Writes the message that fifty times a second goes out, to be found in [#bytes] up to
    /// [#length] until the next one.
    ///
    /// @param base64 audio as it came or was encoded; nothing but Base64 characters
    void append(byte[] base64) {
        int tail = APPEND_HEAD.length + base64.length;
        appendLength = tail + APPEND_TAIL.length;
        if (appendLength > append.length) {
            append = Arrays.copyOf(APPEND_HEAD, appendLength);
        }
        System.arraycopy(base64, 0, append, APPEND_HEAD.length, base64.length);
        System.arraycopy(APPEND_TAIL, 0, append, tail, APPEND_TAIL.length);
    }

    byte[] bytes() {
        return append;
    }

    int length() {
        return appendLength;
    }

    String sessionUpdate(String eventId, ObjectNode session) {
        var event = event("session.update", eventId);
        event.set("session", session);
        return event.toString();
    }

    /// What the server plays to the caller itself is to stop (WebRTC).
    String clearOutput(String eventId) {
        return event("output_audio_buffer.clear", eventId).toString();
    }

    String write(ClientMessage message) {
        return switch (message) {
            case ClientMessage.CreateResponse(var id, var tag, var instructions) -> {
                var event = event("response.create", id);
                var response = event.putObject("response");
                response.putObject("metadata").put(TAG, tag);
                if (!instructions.isBlank()) {
                    response.put("instructions", instructions);
                }
                yield event.toString();
            }
            case ClientMessage.CancelResponse(var id, var responseId) ->
                    event("response.cancel", id).put("response_id", responseId).toString();
            case ClientMessage.TruncateItem(var id, var itemId, var audioEndMs) ->
                    event("conversation.item.truncate", id)
                            .put("item_id", itemId)
                            .put("content_index", 0)
                            .put("audio_end_ms", audioEndMs)
                            .toString();
            case ClientMessage.DeleteItem(var id, var itemId) ->
                    event("conversation.item.delete", id).put("item_id", itemId).toString();
            case ClientMessage.CreateItem(var id, var item, var previousItemId) -> {
                var event = event("conversation.item.create", id);
                if (previousItemId != null) {
                    event.put("previous_item_id", previousItemId);
                }
                event.set("item", item(item));
                yield event.toString();
            }
            case ClientMessage.CommitAudio(var id) ->
                    event("input_audio_buffer.commit", id).toString();
            case ClientMessage.ClearAudio(var id) ->
                    event("input_audio_buffer.clear", id).toString();
        };
    }

    private static ObjectNode item(NewItem item) {
        var node = JsonNodeFactory.instance.objectNode().put("id", item.id());
        return switch (item) {
            case NewItem.UserText(_, var text) -> message(node, "user", "input_text", text);
            case NewItem.AssistantText(_, var text) ->
                    message(node, "assistant", "output_text", text);
            case NewItem.SystemText(_, var text) -> message(node, "system", "input_text", text);
            case NewItem.FunctionCall(_, var callId, var name, var arguments) ->
                    node.put("type", "function_call")
                            .put("call_id", callId)
                            .put("name", name)
                            .put("arguments", arguments);
            case NewItem.FunctionCallOutput(_, var callId, var output) ->
                    node.put("type", "function_call_output")
                            .put("call_id", callId)
                            .put("output", output);
        };
    }

    private static ObjectNode message(
            ObjectNode node, String role, String contentType, String text) {
        node.put("type", "message").put("role", role);
        node.putArray("content").addObject().put("type", contentType).put("text", text);
        return node;
    }

    private static ObjectNode event(String type, String eventId) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("event_id", eventId);
    }
}
