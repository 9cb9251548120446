package io.centralita.engine.pipeline;

import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What stays or goes together in a history: a message that stands alone, or an assistant's message
/// with the results of its tools. Confined to the answering thread.
final class MessageGroup {
    private ChatMessage head;
    private final List<ToolResult> results = new ArrayList<>();
    private final long utterance;
    private boolean told;

    /// @param utterance under which the caller hears it, zero where they do not
    MessageGroup(ChatMessage head, long utterance) {
        this.head = head;
        this.utterance = utterance;
    }

    void addCall(ToolCall call) {
        if (head instanceof Assistant(var text, var calls)) {
            var all = new ArrayList<>(calls);
            all.add(call);
            head = new Assistant(text, all);
        }
    }

    void addResult(ToolResult result) {
        results.add(result);
    }

    boolean isUtterance(long number) {
        return utterance != 0 && utterance == number;
    }

    /// Keeps what the caller has heard of it.
    void keepHeard(UnaryOperator<String> heardPart) {
        head =
                switch (head) {
                    case Assistant(var text, var calls) ->
                            new Assistant(heardPart.apply(text), calls);
                    case ChatMessage.Switchboard(var text) ->
                            new ChatMessage.Switchboard(heardPart.apply(text));
                    case ChatMessage.User _, ChatMessage.Told _, ToolResult _ -> head;
                };
    }

    /// As the model is shown it; nothing for what was cut before a word of it was heard.
    void addTo(List<ChatMessage> messages) {
        if (says()) {
            messages.add(head);
        }
        messages.addAll(results);
    }

    boolean says() {
        return switch (head) {
            case Assistant(var text, var calls) -> !text.isBlank() || !calls.isEmpty();
            case ChatMessage.Switchboard(var text) -> !text.isBlank();
            case ChatMessage.User(var text) -> !text.isBlank();
            case ChatMessage.Told(var text) -> !text.isBlank();
            case ToolResult _ -> true;
        };
    }

    boolean isCaller() {
        return head instanceof ChatMessage.User;
    }

    boolean isNote() {
        return head instanceof ChatMessage.Told;
    }

    boolean isSwitchboard() {
        return head instanceof ChatMessage.Switchboard;
    }

    /// Tools that were asked for here, on account of something that was said.
    boolean hasTools() {
        return !told && head instanceof Assistant(_, var calls) && !calls.isEmpty();
    }

    /// A peer has told of it: nobody waits for an answer to it.
    MessageGroup told() {
        told = true;
        return this;
    }

    /// Words of the model with which a turn of the caller's is answered.
    boolean isAnswer() {
        return head instanceof Assistant(var text, var calls) && calls.isEmpty() && !text.isBlank();
    }

    /// Messages, the results that are still missing included.
    int size() {
        return head instanceof Assistant(_, var calls) ? 1 + calls.size() : 1;
    }

    int characters() {
        int sum =
                switch (head) {
                    case Assistant(var text, _) -> text.length();
                    case ChatMessage.Switchboard(var text) -> text.length();
                    case ChatMessage.User(var text) -> text.length();
                    case ChatMessage.Told(var text) -> text.length();
                    case ToolResult(_, var text) -> text.length();
                };
        if (head instanceof Assistant(_, var calls)) {
            for (var call : calls) {
                sum += call.arguments().length();
            }
        }
        for (var result : results) {
            sum += result.text().length();
        }
        return sum;
    }
}
