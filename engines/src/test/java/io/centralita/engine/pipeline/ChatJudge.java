package io.centralita.engine.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a chat-completions server refuses with 400 in the messages of a request, and what its
/// imitators refuse beyond that. Knows nothing of how a history is kept.
final class ChatJudge {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final int LONGEST_ID = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> faults = new ArrayList<>();
    private final Set<String> everAsked = new HashSet<>();
    private final Set<String> owed = new HashSet<>();

    private ChatJudge() {}

    static List<String> faults(List<ChatMessage> messages) {
        var judge = new ChatJudge();
        for (int i = 0; i < messages.size(); i++) {
            judge.hear(messages.get(i), i);
        }
        judge.nothingOwed(messages.size());
        return judge.faults;
    }

    private void hear(ChatMessage message, int where) {
        switch (message) {
            case ChatMessage.User(var text) -> spoken(text, where);
            case ChatMessage.Told(var text) -> spoken(text, where);
            case ChatMessage.Switchboard(var text) -> spoken(text, where);
            case ChatMessage.Assistant(var text, var calls) when calls.isEmpty() ->
                    spoken(text, where);
            case ChatMessage.Assistant(_, var calls) -> {
                nothingOwed(where);
                calls.forEach(call -> asked(call, where));
            }
            case ChatMessage.ToolResult(var id, var text) -> {
                if (!owed.remove(id)) {
                    faults.add(
                            at(where)
                                    + ": messages with role 'tool' must be a response to a preceeding"
                                    + " message with 'tool_calls' ("
                                    + id
                                    + ")");
                }
                hasContent(text, where);
            }
        }
    }

    private static String at(int index) {
        return "messages.[" + index + "]";
    }

    private void spoken(String text, int where) {
        nothingOwed(where);
        hasContent(text, where);
    }

    private void nothingOwed(int where) {
        if (!owed.isEmpty()) {
            faults.add(at(where) + ": tool_call_ids did not have response messages: " + owed);
            owed.clear();
        }
    }

    private void hasContent(String text, int where) {
        if (text.isBlank()) {
            faults.add(at(where) + ": no content");
        }
        int next = 0;
        while (next < text.length()) {
            int whole = text.codePointAt(next);
            if (whole == 0) {
                faults.add(at(where) + ": content with a zero");
            }
            if (whole >= Character.MIN_SURROGATE && whole <= Character.MAX_SURROGATE) {
                faults.add(at(where) + ": content is not UTF-8");
            }
            next += Character.charCount(whole);
        }
    }

    private void asked(ToolCall call, int where) {
        if (call.id().isBlank() || call.id().length() > LONGEST_ID) {
            faults.add(at(where) + ": tool_calls[].id: wrong length");
        }
        if (!everAsked.add(call.id())) {
            faults.add(at(where) + ": tool_call_id comes twice: " + call.id());
        }
        if (!NAME.matcher(call.name()).matches()) {
            faults.add(at(where) + ": tool_calls[].function.name does not match: " + call.name());
        }
        if (!isObject(call.arguments())) {
            faults.add(at(where) + ": arguments are no object: " + call.arguments());
        }
        owed.add(call.id());
    }

    private static boolean isObject(String arguments) {
        if (arguments.equals("{}")) {
            return true;
        }
        try {
            return JSON.readTree(arguments).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
