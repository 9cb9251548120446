package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a peer asks of the conversation's items. Confined to the session's event loop.
final class ItemRequests {
    private static final String ROOT = "root";
    private static final int LONGEST_TEXT = 100_000;

    private final Outbox out;
    private final Items items;
    private final Responses responses;
    private final ClientTools tools;
    private final EngineFacts facts;
    private final InputRequests input;
    private final RealtimeSession session;

    ItemRequests(
            Outbox out,
            Items items,
            Responses responses,
            ClientTools tools,
            EngineFacts facts,
            InputRequests input,
            RealtimeSession session) {
        this.out = out;
        this.items = items;
        this.responses = responses;
        this.tools = tools;
        this.facts = facts;
        this.input = input;
        this.session = session;
    }

    void create(ClientEvent event) throws ProtocolError {
        var wish = event.object("item");
        var id = wish.path("id").asText("");
        if (!id.isEmpty() && items.find(id).isPresent()) {
            throw ProtocolError.value("item.id", "There is an item «%s».".formatted(id));
        }
        var after = event.body().path("previous_item_id");
        var known = after.asText();
        if (after.isTextual() && !ROOT.equals(known) && items.find(known).isEmpty()) {
            throw ProtocolError.value(
                    "previous_item_id", "There is no item «%s».".formatted(known));
        }
        var item =
                switch (wish.path("type").asText()) {
                    case "message" -> message(wish);
                    case "function_call" -> functionCall(wish);
                    case "function_call_output" -> functionCallOutput(wish);
                    case "" -> throw ProtocolError.missing("item.type");
                    default ->
                            throw ProtocolError.value(
                                    "item.type", "Items of this type are not served.");
                };
        item.put("id", id.isEmpty() ? Ids.item() : id);
        if (!after.isTextual()) {
            session.announce(item, items.append(item));
        } else {
            items.insert(item, ROOT.equals(known) ? null : known);
            session.announce(item, items.before(item));
        }
    }

    private ObjectNode message(ObjectNode wish) throws ProtocolError {
        var role = wish.path("role").asText();
        return switch (role) {
            case "user" -> {
                var sound = sound(wish);
                if (sound != null) {
                    var item = copied(wish, role);
                    if (item.at("/content/0") instanceof ObjectNode content) {
                        content.putNull("transcript");
                    }
                    facts.awaits(item, input.spokenTurn(sound));
                    yield item;
                }
                var text = words(wish, Set.of("input_text"), "input_audio");
                facts.typed(text);
                session.call().ask(new Ask.Add(new HistoryEntry.CallerSaid(text)));
                yield copied(wish, role);
            }
            case "assistant" -> {
                var text = words(wish, Set.of("output_text", "text"), "output_audio");
                session.call().ask(new Ask.Add(new HistoryEntry.AssistantSaid(text)));
                yield copied(wish, role);
            }
            case "system" -> {
                var text = words(wish, Set.of("input_text"), "");
                session.call().ask(new Ask.Add(new HistoryEntry.Told(text)));
                yield copied(wish, role);
            }
            case "" -> throw ProtocolError.missing("item.role");
            default ->
                    throw ProtocolError.value(
                            "item.role", "The role is user, assistant or system.");
        };
    }

    /// The audio of a message that is nothing but audio, null where it is anything else.
    private static byte @Nullable [] sound(ObjectNode wish) throws ProtocolError {
        var part = wish.path("content").path(0);
        var is =
                wish.path("content").size() == 1
                        && "input_audio".equals(part.path("type").asText())
                        && part.path("audio").isTextual()
                        && !part.path("transcript").isTextual();
        if (!is) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(part.path("audio").asText());
        } catch (IllegalArgumentException _) {
            throw ProtocolError.value("item.content[0].audio", "The audio is not Base64.");
        }
    }

    /// The words of a message.
    ///
    /// @param kinds of content that hold text
    /// @param sound the kind that may hold a transcript, and no audio
    private static String words(ObjectNode wish, Set<String> kinds, String sound)
            throws ProtocolError {
        var content = wish.path("content");
        if (!content.isArray() || content.isEmpty()) {
            throw ProtocolError.missing("item.content");
        }
        var words = new ArrayList<String>();
        for (int i = 0; i < content.size(); i++) {
            var part = content.path(i);
            var at = "item.content[%d]".formatted(i);
            var kind = part.path("type").asText();
            if (kinds.contains(kind)) {
                words.add(text(part, "text", at));
            } else if (kind.equals(sound) && part.path("transcript").isTextual()) {
                words.add(text(part, "transcript", at));
            } else {
                throw ProtocolError.request(
                        "unsupported_content_type",
                        at + ".type",
                        kind.equals("input_audio")
                                ? "Audio is a message of its own, or comes with its transcript."
                                : "Content of type «%s» is not served here.".formatted(kind));
            }
        }
        return String.join("\n", words);
    }

    private static String text(JsonNode part, String field, String at) throws ProtocolError {
        var text = part.path(field);
        if (!text.isTextual() || text.asText().length() > LONGEST_TEXT) {
            throw ProtocolError.value(
                    at + "." + field,
                    "The text is a string of %d characters at most.".formatted(LONGEST_TEXT));
        }
        return text.asText();
    }

    /// The item as it is kept: without audio.
    private static ObjectNode copied(ObjectNode wish, String role) {
        var item = Items.message("", role, "completed");
        for (var part : wish.path("content")) {
            if (part instanceof ObjectNode given) {
                var kept = given.deepCopy();
                kept.remove("audio");
                item.withArray("content").add(kept);
            }
        }
        return item;
    }

    private ObjectNode functionCall(ObjectNode wish) throws ProtocolError {
        var call =
                new ToolCall(
                        wish.path("call_id").asText(Ids.call()),
                        required(wish, "name"),
                        required(wish, "arguments"));
        if (items.hasCall(call.id())) {
            throw ProtocolError.value("item.call_id", "There is a call of this id.");
        }
        session.call().ask(new Ask.Add(new HistoryEntry.ToolCalled(call)));
        return Items.functionCall("", "completed", call.id(), call.name(), call.arguments());
    }

    private ObjectNode functionCallOutput(ObjectNode wish) throws ProtocolError {
        var callId = required(wish, "call_id");
        var output = required(wish, "output");
        if (!items.hasCall(callId) && !tools.awaits(callId)) {
            throw ProtocolError.request(
                    "invalid_tool_call_id",
                    "item.call_id",
                    "There is no call «%s» in the conversation.".formatted(callId));
        }
        if (items.hasOutput(callId)) {
            throw ProtocolError.value(
                    "item.call_id", "The call «%s» has its output.".formatted(callId));
        }
        var name = tools.nameOf(callId);
        switch (tools.answer(callId, output)) {
            case TAKEN -> {}
            case LATE ->
                    session.call()
                            .ask(
                                    new Ask.Add(
                                            new HistoryEntry.Told(
                                                    "Late answer of %s: %s"
                                                            .formatted(name, output))));
            case UNKNOWN ->
                    session.call().ask(new Ask.Add(new HistoryEntry.ToolAnswered(callId, output)));
        }
        return Items.item("", "function_call_output", "completed")
                .put("call_id", callId)
                .put("output", output);
    }

    private static String required(ObjectNode wish, String field) throws ProtocolError {
        var value = wish.path(field);
        if (value.isMissingNode()) {
            throw ProtocolError.missing("item." + field);
        }
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw ProtocolError.value(
                    "item." + field,
                    "«%s» is a string of %d characters at most.".formatted(field, LONGEST_TEXT));
        }
        return value.asText();
    }

    void retrieve(ClientEvent event) throws ProtocolError {
        var item = find(event, "item_retrieve_invalid_item_id");
        var retrieved = out.event("conversation.item.retrieved");
        retrieved.set("item", item.deepCopy());
        out.send(retrieved);
    }

    void delete(ClientEvent event) throws ProtocolError {
        var id = find(event, "item_delete_invalid_item_id").path("id").asText();
        items.remove(id);
        out.send(out.event("conversation.item.deleted").put("item_id", id));
    }

    void truncate(ClientEvent event) throws ProtocolError {
        int ms = event.count("audio_end_ms");
        int index = event.count("content_index");
        var item = find(event, "item_truncate_invalid_item_id");
        var id = item.path("id").asText();
        var heard = responses.byItem(id).orElse(null);
        if (heard == null || !heard.getValue().isSpoken() || index != 0) {
            throw ProtocolError.request(
                    "unsupported_content_type",
                    "item_id",
                    "Only audio that the assistant spoke can be truncated.");
        }
        var message = heard.getValue();
        if (ms > message.sentMs()) {
            throw ProtocolError.value(
                    "audio_end_ms",
                    "%d ms of audio were sent, which is less than %d ms."
                            .formatted(message.sentMs(), ms));
        }
        message.truncate(ms);
        session.call().ask(new Ask.Heard(heard.getKey(), Duration.ofMillis(ms)));
        out.send(
                out.event("conversation.item.truncated")
                        .put("item_id", id)
                        .put("content_index", index)
                        .put("audio_end_ms", ms));
    }

    private ObjectNode find(ClientEvent event, String code) throws ProtocolError {
        var id = event.text("item_id");
        return items.find(id)
                .orElseThrow(
                        () ->
                                ProtocolError.request(
                                        code, "item_id", "There is no item «%s».".formatted(id)));
    }
}
