package io.centralita.fake.chat;

import static io.centralita.fake.chat.RequestRules.refuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.chat.Refusal.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is checked of `messages`: each by itself, and that tool calls and tool messages follow each
/// other. One request each.
final class MessageRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ID = 40;
    private static final String TOOL_CALL_ID = "tool_call_id";
    private static final String TOOL_CALLS = "tool_calls";
    private static final Set<String> PLAIN = Set.of("role", "content", "name");

    /// Tool calls that wait for their message.
    private final Set<String> unanswered = new LinkedHashSet<>();

    /// Where each tool call was answered.
    private final Map<String, Integer> answered = new HashMap<>();

    private final Set<String> asked = new LinkedHashSet<>();
    private final List<String> violations = new ArrayList<>();

    private MessageRules() {}

    /// @return what is tolerated and should not happen
    static List<String> check(List<Fields> messages) {
        var rules = new MessageRules();
        for (int i = 0; i < messages.size(); i++) {
            rules.check(messages.get(i), i);
        }
        rules.requireAnswers(messages.size());
        return rules.violations;
    }

    private void check(Fields message, int index) {
        var role = message.text("role");
        if (!role.equals("tool")) {
            requireAnswers(index);
        }
        switch (role) {
            case "system", "developer", "user" -> {
                message.onlyThese(PLAIN);
                content(message, index);
            }
            case "assistant" -> assistant(message, index);
            case "tool" -> result(message, index);
            default ->
                    throw refuse(
                            "invalid_value",
                            "Invalid value: '%s'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."
                                    .formatted(role),
                            message.pathOf("role"));
        }
    }

    private void assistant(Fields message, int index) {
        message.onlyThese(Set.of("role", "content", "name", "refusal", TOOL_CALLS, "audio"));
        if (!message.has(TOOL_CALLS)) {
            if (!message.has("refusal")) {
                content(message, index);
            }
            return;
        }
        for (var call : message.objects(TOOL_CALLS)) {
            call.onlyThese(Set.of("id", "type", "function"));
            id(call, "id");
            if (!call.text("type").equals("function")) {
                throw refuse(
                        "invalid_value",
                        "Invalid value: '%s'.".formatted(call.text("type")),
                        call.pathOf("type"));
            }
            var function = call.object("function");
            function.onlyThese(Set.of("name", "arguments"));
            ToolRules.name(function);
            if (!isObject(function.text("arguments"))) {
                violations.add("arguments that are no JSON object in messages[" + index + "]");
            }
            if (!asked.add(call.text("id"))) {
                throw refuse(
                        null,
                        "Invalid parameter: Duplicate value for 'tool_call_id' of '%s'."
                                .formatted(call.text("id")),
                        "messages.[" + index + "].tool_calls");
            }
            unanswered.add(call.text("id"));
        }
    }

    private void result(Fields message, int index) {
        message.onlyThese(Set.of("role", "content", TOOL_CALL_ID));
        var id = id(message, TOOL_CALL_ID);
        content(message, index);
        var before = answered.get(id);
        if (before != null) {
            throw refuse(
                    null,
                    "Invalid parameter: Duplicate value for 'tool_call_id' of '%s', in messages[%d] and messages[%d]."
                            .formatted(id, before, index),
                    "messages.[" + index + "].tool_call_id");
        }
        if (!unanswered.remove(id)) {
            throw refuse(
                    null,
                    "Invalid parameter: messages with role 'tool' must be a response to a"
                            + " preceeding message with 'tool_calls'.",
                    "messages.[" + index + "].role");
        }
        answered.put(id, index);
    }

    /// @param index of the message that comes where an answer should
    private void requireAnswers(int index) {
        if (!unanswered.isEmpty()) {
            throw refuse(
                    null,
                    "An assistant message with 'tool_calls' must be followed by tool messages"
                            + " responding to each 'tool_call_id'. The following tool_call_ids did"
                            + " not have response messages: "
                            + String.join(", ", unanswered),
                    "messages.[" + index + "].role");
        }
    }

    private void content(Fields message, int index) {
        var content = message.node().path("content");
        if (content.isMissingNode() || content.isNull()) {
            throw refuse(
                    null,
                    "Invalid value for 'content': expected a string, got null.",
                    "messages.[" + index + "].content");
        }
        if (content.isArray()) {
            message.objects("content").forEach(part -> part.text("type"));
            return;
        }
        if (message.text("content").isBlank() && !message.text("role").equals("tool")) {
            violations.add("nothing in messages[" + index + "]");
        }
    }

    private static String id(Fields fields, String name) {
        var id = fields.text(name);
        if (id.length() > LONGEST_ID) {
            throw refuse(
                    "string_above_max_length",
                    "Invalid '%s': string too long. Expected a string with maximum length 40, but got a string with length %d instead."
                            .formatted(fields.pathOf(name), id.length()),
                    fields.pathOf(name));
        }
        if (id.isEmpty()) {
            throw new RefusedException(Refusal.missing(fields.pathOf(name)));
        }
        return id;
    }

    private static boolean isObject(String json) {
        try {
            var node = JSON.readTree(json);
            return node != null && node.isObject();
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
