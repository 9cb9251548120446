package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One response, from `response.created` to `response.done`: sends its events in the order of the
/// protocol. Confined to the session's event loop.
final class Response {
    /// How it ended.
    ///
    /// @param status `completed`, `cancelled`, `incomplete` or `failed`
    /// @param reason `turn_detected` or `client_cancelled`, null where there is none
    /// @param errorCode of a failure, null where it is none
    record End(String status, @Nullable String reason, @Nullable String errorCode) {
        static final End COMPLETED = new End("completed", null, null);
        static final End TURN_DETECTED = new End("cancelled", "turn_detected", null);
        static final End CLIENT_CANCELLED = new End("cancelled", "client_cancelled", null);

        static End failed(String code) {
            return new End("failed", null, code);
        }

        boolean whole() {
            return errorCode == null && reason == null;
        }
    }

    /// One message of it: an utterance.
    final class Message {
        private final ObjectNode item;
        private final int index;
        private final StringBuilder words = new StringBuilder();
        private boolean open = true;
        private long sentMs;

        private Message(ObjectNode item, int index) {
            this.item = item;
            this.index = index;
        }

        String id() {
            return item.path("id").asText();
        }

        String responseId() {
            return id;
        }

        boolean responseIsOver() {
            return over;
        }

        /// So much of it left on the track.
        void played(long ms) {
            sentMs += ms;
        }

        /// So much of it did not reach the peer, and leaves once more.
        void takeBack(long ms) {
            sentMs = Math.max(0, sentMs - ms);
        }

        /// Audio of it that was sent, in milliseconds.
        long sentMs() {
            return sentMs;
        }

        boolean isOpen() {
            return open;
        }

        boolean isSpoken() {
            return spoken;
        }

        void say(String text) {
            var delta = words.isEmpty() ? text : " " + text;
            words.append(delta);
            out.send(part(spoken ? AUDIO_WORDS + "delta" : TEXT + "delta").put("delta", delta));
        }

        void sound(byte[] audio, long ms) {
            sentMs += ms;
            out.send(
                    part("response.output_audio.delta")
                            .put("delta", Base64.getEncoder().encodeToString(audio)));
        }

        /// The peer has cut it: the words go with the audio that it does not have.
        void truncate(long ms) {
            sentMs = ms;
            item.withArray("content").removeAll().addObject().put("type", "output_audio");
        }

        private void close(boolean whole) {
            if (!open) {
                return;
            }
            open = false;
            var text = words.toString();
            if (spoken) {
                out.send(part("response.output_audio.done"));
                out.send(part(AUDIO_WORDS + "done").put("transcript", text));
            } else {
                out.send(part(TEXT + "done").put("text", text));
            }
            var done = part("response.content_part.done");
            done.set("part", content(spoken ? "audio" : "text", text));
            out.send(done);
            item.put("status", whole ? "completed" : "incomplete");
            item.withArray("content")
                    .removeAll()
                    .add(content(spoken ? "output_audio" : "output_text", text));
            itemDone(item, index);
        }

        private void begin() {
            itemAdded(item, index);
            var added = part("response.content_part.added");
            added.set("part", content(spoken ? "audio" : "text", ""));
            out.send(added);
        }

        private ObjectNode content(String type, String text) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("type", type)
                    .put(spoken ? "transcript" : "text", text);
        }

        private ObjectNode part(String type) {
            return out.event(type)
                    .put("response_id", id)
                    .put("item_id", id())
                    .put("output_index", index)
                    .put("content_index", 0);
        }
    }

    private static final String AUDIO_WORDS = "response.output_audio_transcript.";
    private static final String TEXT = "response.output_text.";

    private final Outbox out;
    private final Items items;
    private final String id = Ids.response();
    private final ObjectNode head;
    private final boolean spoken;
    private final List<ObjectNode> output = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Usage> used = new ArrayList<>();
    private boolean over;

    /// @param config in effect for it
    /// @param metadata the peer's, null where it gave none
    Response(
            Outbox out,
            Items items,
            String conversationId,
            SessionConfig config,
            @Nullable ObjectNode metadata) {
        this.out = out;
        this.items = items;
        spoken = config.speaks();
        head = JsonNodeFactory.instance.objectNode();
        head.put("object", "realtime.response").put("id", id);
        head.put("conversation_id", conversationId);
        head.set("output_modalities", config.at("/output_modalities"));
        head.set("max_output_tokens", config.at("/max_output_tokens"));
        var sound = head.putObject("audio").putObject("output");
        sound.set("format", config.output().json());
        sound.put("voice", config.voice());
        head.set("metadata", metadata == null ? JsonNodeFactory.instance.nullNode() : metadata);
        var created = out.event("response.created");
        created.set("response", head.deepCopy().put("status", "in_progress"));
        created.withObject("response").putArray("output");
        out.send(created);
    }

    String id() {
        return id;
    }

    boolean speaks() {
        return spoken;
    }

    Message message() {
        var item = Items.message(Ids.item(), "assistant", "in_progress");
        var message = new Message(item, output.size());
        messages.add(message);
        message.begin();
        return message;
    }

    void call(ToolCall call) {
        int index = output.size();
        var item = Items.functionCall(Ids.item(), "in_progress", call.id(), call.name(), "");
        itemAdded(item, index);
        out.send(arguments("delta", item, call, index).put("delta", call.arguments()));
        out.send(
                arguments("done", item, call, index)
                        .put("name", call.name())
                        .put("arguments", call.arguments()));
        item.put("arguments", call.arguments()).put("status", "completed");
        itemDone(item, index);
    }

    void used(Usage usage) {
        used.add(usage);
    }

    void end(End how) {
        over = true;
        messages.forEach(message -> message.close(how.whole()));
        var done = out.event("response.done");
        var response = head.deepCopy().put("status", how.status());
        if (!how.whole()) {
            var details = response.putObject("status_details").put("type", how.status());
            if (how.reason() != null) {
                details.put("reason", how.reason());
            }
            if (how.errorCode() != null) {
                details.putObject("error")
                        .put("type", ProtocolError.SERVER)
                        .put("code", how.errorCode());
            }
        }
        var all = response.putArray("output");
        output.forEach(item -> all.add(item.deepCopy()));
        response.set("usage", usage());
        done.set("response", response);
        out.send(done);
    }

    private ObjectNode usage() {
        long text = sum(UsageKind.INPUT_TEXT);
        long audio = sum(UsageKind.INPUT_AUDIO);
        long image = sum(UsageKind.INPUT_IMAGE);
        long textOut = sum(UsageKind.OUTPUT_TEXT);
        long audioOut = sum(UsageKind.OUTPUT_AUDIO);
        long cachedText = sum(UsageKind.CACHED_TEXT);
        long cachedAudio = sum(UsageKind.CACHED_AUDIO);
        long cachedImage = sum(UsageKind.CACHED_IMAGE);
        var usage =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("total_tokens", text + audio + image + textOut + audioOut)
                        .put("input_tokens", text + audio + image)
                        .put("output_tokens", textOut + audioOut);
        usage.putObject("input_token_details")
                .put("text_tokens", text)
                .put("audio_tokens", audio)
                .put("image_tokens", image)
                .put("cached_tokens", cachedText + cachedAudio + cachedImage)
                .putObject("cached_tokens_details")
                .put("text_tokens", cachedText)
                .put("audio_tokens", cachedAudio)
                .put("image_tokens", cachedImage);
        usage.putObject("output_token_details")
                .put("text_tokens", textOut)
                .put("audio_tokens", audioOut);
        return usage;
    }

    private long sum(UsageKind kind) {
        return used.stream().mapToLong(usage -> usage.of(kind)).sum();
    }

    private void itemAdded(ObjectNode item, int index) {
        output.add(item);
        out.send(aboutItem("response.output_item.added", item, index));
        var before = items.append(item);
        out.send(inConversation("conversation.item.added", item, before));
    }

    private void itemDone(ObjectNode item, int index) {
        out.send(inConversation("conversation.item.done", item, items.before(item)));
        out.send(aboutItem("response.output_item.done", item, index));
    }

    private ObjectNode aboutItem(String type, ObjectNode item, int index) {
        var event = out.event(type).put("response_id", id).put("output_index", index);
        event.set("item", item.deepCopy());
        return event;
    }

    private ObjectNode inConversation(String type, ObjectNode item, @Nullable String before) {
        var event = out.event(type).put("previous_item_id", before);
        event.set("item", item.deepCopy());
        return event;
    }

    private ObjectNode arguments(String step, ObjectNode item, ToolCall call, int index) {
        return out.event("response.function_call_arguments." + step)
                .put("response_id", id)
                .put("item_id", item.path("id").asText())
                .put("output_index", index)
                .put("call_id", call.id());
    }
}
