package io.centralita.engine.offline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import java.util.List;
import java.util.Optional;

/// What a caller who wants to be forgotten wants exactly, and where in a history they were asked
/// about it.
enum Forgetting {
    /// Everything so far.
    NOW("forget"),
    /// Also whatever comes.
    FOR_GOOD("keep-nothing");

    static final String TOOL = "forget_caller";
    private static final String FOR_GOOD_ARGUMENT = "keep_nothing_from_now_on";

    private final String question;

    Forgetting(String question) {
        this.question = question;
    }

    /// The key of the question whether they are sure.
    String question() {
        return question;
    }

    /// The tool's arguments, before the caller was asked.
    String wish() {
        return arguments().toString();
    }

    /// The same, once the caller has agreed.
    String confirmed() {
        return arguments().put(ConfirmedTool.ARGUMENT, true).toString();
    }

    private ObjectNode arguments() {
        var arguments = JsonNodeFactory.instance.objectNode();
        return this == FOR_GOOD ? arguments.put(FOR_GOOD_ARGUMENT, true) : arguments;
    }

    /// What a call of the tool was about.
    static Forgetting askedFor(List<ChatMessage> messages, String toolCallId) {
        return find(messages, toolCallId)
                .filter(call -> call.arguments().contains(FOR_GOOD_ARGUMENT))
                .map(_ -> FOR_GOOD)
                .orElse(NOW);
    }

    /// What the caller is asked about where these messages end.
    static Optional<Forgetting> proposedBefore(List<ChatMessage> messages) {
        if (messages.isEmpty()
                || !(messages.getLast() instanceof Assistant(_, var calls))
                || !calls.isEmpty()) {
            return Optional.empty();
        }
        for (var message : messages.subList(0, messages.size() - 1).reversed()) {
            switch (message) {
                case ChatMessage.Switchboard _, ChatMessage.Told _ -> {}
                case ToolResult(var id, var text) -> {
                    return ConfirmedTool.wantsCallerAsked(text)
                            ? find(messages, id)
                                    .filter(call -> call.name().equals(TOOL))
                                    .map(_ -> askedFor(messages, id))
                            : Optional.empty();
                }
                case ChatMessage.User _, Assistant _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ToolCall> find(List<ChatMessage> messages, String toolCallId) {
        return messages.reversed().stream()
                .filter(Assistant.class::isInstance)
                .flatMap(message -> ((Assistant) message).toolCalls().stream())
                .filter(call -> call.id().equals(toolCallId))
                .findFirst();
    }
}
