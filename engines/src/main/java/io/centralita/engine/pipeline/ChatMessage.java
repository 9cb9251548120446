package io.centralita.engine.pipeline;

import io.centralita.call.tool.ToolCall;
import java.util.List;

/// One message of a conversation, as a model is told of it.
public sealed interface ChatMessage {
    /// What the caller said.
    record User(String text) implements ChatMessage {}

    /// What the assistant said (as far as the caller heard it) and the tools it asked for. Each
    /// tool call is followed by its [ToolResult] before any other message.
    record Assistant(String text, List<ToolCall> toolCalls) implements ChatMessage {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }
    }

    /// What a tool found, or a sentence about why it found nothing.
    record ToolResult(String toolCallId, String text) implements ChatMessage {
        /// What stands for the result of a tool that the caller does not want any more.
        public static final String CANCELLED = "Cancelled: the caller does not want this any more.";

        /// Whether there is nothing in it to tell the caller.
        public boolean isCancelled() {
            return text.equals(CANCELLED);
        }
    }

    /// What an operator or the caller's program lets the assistant know; nobody said it. To a model
    /// it is a note of the system's.
    record Told(String text) implements ChatMessage {}

    /// What the switchboard said in the assistant's place. To a model it is the assistant's own.
    record Switchboard(String text) implements ChatMessage {}
}
