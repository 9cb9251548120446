package io.centralita.engine.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a conversation as `messages`. One request each.
///
/// Tool calls are numbered anew in every request: their ids come from several engines, models of
/// one's own use `call_0` again and again, and Mistral's template wants nine letters and digits.
final class MessageWriter {
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String TOOL = "tool";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Dialect dialect;
    private final List<Entry> entries = new ArrayList<>();

    /// Numbers of the latest tool calls by their own ids, which may be the same for two.
    private final Map<String, ArrayDeque<String>> numbers = new HashMap<>();

    private final StringBuilder notes = new StringBuilder();
    private int calls;

    private static final class Entry {
        private final String role;
        private String text;
        private final ArrayNode toolCalls = NODES.arrayNode();
        private final @Nullable String answers;

        Entry(String role, String text, @Nullable String answers) {
            this.role = role;
            this.text = text;
            this.answers = answers;
        }
    }

    private MessageWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    static ArrayNode write(String instructions, List<ChatMessage> messages, Dialect dialect) {
        var writer = new MessageWriter(dialect);
        messages.forEach(writer::add);
        return writer.all(instructions);
    }

    private void add(ChatMessage message) {
        switch (message) {
            case ChatMessage.User(var text) -> say(USER, text);
            case ChatMessage.Switchboard(var text) -> saidForUs(text);
            case ChatMessage.Told(var text) -> tell(text);
            case ChatMessage.Assistant(var text, var asked) -> assistant(text, asked);
            case ChatMessage.ToolResult(var id, var text) -> result(id, text);
        }
    }

    /// What was said while tools ran was said before their results, which are what is to be
    /// answered.
    private void saidForUs(String text) {
        if (entries.isEmpty() || !entries.getLast().role.equals(TOOL)) {
            say(ASSISTANT, text);
            return;
        }
        for (var entry : entries.reversed()) {
            if (!entry.toolCalls.isEmpty()) {
                entry.text = entry.text.isEmpty() ? text : entry.text + "\n" + text;
                return;
            }
        }
    }

    /// Where the order of roles is strict, a note on results belongs to the instructions: nobody
    /// may speak between results and their answer.
    private void tell(String note) {
        if (dialect.freeOrder()) {
            say(dialect.instructionsRole(), note);
        } else if (!entries.isEmpty() && entries.getLast().role.equals(TOOL)) {
            notes.append("\n\n").append(note);
        } else if (!note.isBlank()) {
            say(USER, Prompts.told(note));
        }
    }

    private void say(String role, String text) {
        if (text.isBlank()) {
            return;
        }
        var last = entries.isEmpty() ? null : entries.getLast();
        if (!dialect.freeOrder()
                && last != null
                && last.role.equals(role)
                && last.toolCalls.isEmpty()) {
            last.text = last.text + "\n" + text;
        } else {
            if (!dialect.freeOrder() && role.equals(USER) && isUnanswered()) {
                entries.add(new Entry(ASSISTANT, Prompts.unanswered(), null));
            }
            entries.add(new Entry(role, text, null));
        }
    }

    /// Results are the last thing, and nothing was said since the caller spoke: templates that
    /// count turns do not count tools.
    private boolean isUnanswered() {
        if (entries.isEmpty() || !entries.getLast().role.equals(TOOL)) {
            return false;
        }
        for (var entry : entries.reversed()) {
            if (!entry.role.equals(TOOL) && entry.toolCalls.isEmpty()) {
                return entry.role.equals(USER);
            }
        }
        return true;
    }

    private void assistant(String text, List<ToolCall> asked) {
        say(ASSISTANT, text);
        if (asked.isEmpty()) {
            return;
        }
        var last = entries.isEmpty() ? null : entries.getLast();
        boolean hasWords = last != null && last.role.equals(ASSISTANT) && last.toolCalls.isEmpty();
        boolean own = hasWords && (!text.isBlank() || !dialect.freeOrder());
        var entry = own && last != null ? last : new Entry(ASSISTANT, "", null);
        if (!own) {
            entries.add(entry);
        }
        numbers.clear();
        asked.forEach(call -> ask(entry, call));
    }

    private void ask(Entry entry, ToolCall call) {
        var number = "call%05d".formatted(++calls);
        numbers.computeIfAbsent(call.id(), _ -> new ArrayDeque<>()).add(number);
        var node = entry.toolCalls.addObject().put("id", number).put("type", "function");
        // Templates parse the arguments, and what a model wrote may be anything.
        node.putObject("function")
                .put("name", call.name())
                .put(
                        "arguments",
                        CallAssembly.isObject(call.arguments()) ? call.arguments() : "{}");
    }

    private void result(String id, String text) {
        var open = numbers.get(id);
        var number = open == null ? null : open.poll();
        if (number != null) {
            entries.add(new Entry(TOOL, text, number));
        }
    }

    private ArrayNode all(String instructions) {
        var all = NODES.arrayNode();
        all.addObject()
                .put("role", dialect.instructionsRole())
                .put("content", instructions + notes);
        if (!dialect.freeOrder() && (entries.isEmpty() || !entries.getFirst().role.equals(USER))) {
            all.addObject().put("role", USER).put("content", Prompts.begin());
        }
        for (var entry : entries) {
            var node = all.addObject().put("role", entry.role);
            if (entry.answers != null) {
                node.put("tool_call_id", entry.answers);
            }
            if (entry.toolCalls.isEmpty()) {
                node.put("content", entry.text);
            } else {
                node.put("content", entry.text.isEmpty() ? null : entry.text);
                node.set("tool_calls", entry.toolCalls);
            }
        }
        return all;
    }
}
