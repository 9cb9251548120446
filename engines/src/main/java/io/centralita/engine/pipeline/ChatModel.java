package io.centralita.engine.pipeline;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import java.util.List;
import java.util.Locale;

/// Decides what to say, and which tools to ask first. One model serves many calls at a time.
public interface ChatModel extends AutoCloseable {
    /// Composes the next message of the assistant and streams it into the sink on the calling
    /// thread. Gives up at once when the thread is interrupted.
    ///
    /// @throws ChatException when there will be no answer, or no more of it
    void reply(Request request, Sink sink) throws ChatException, InterruptedException;

    @Override
    default void close() {}

    /// @param callId for the model's own records
    /// @param messages oldest first, always valid: tool calls are followed by one result each
    /// @param spoken whether the reply is for a caller's ear; if not, the model is told nothing of
    ///   telephones and cannot hang up
    record Request(
            String callId,
            Locale language,
            String instructions,
            List<ChatMessage> messages,
            List<ToolDefinition> tools,
            boolean spoken) {
        public Request {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
        }

        /// For a caller's ear.
        public Request(
                String callId,
                Locale language,
                String instructions,
                List<ChatMessage> messages,
                List<ToolDefinition> tools) {
            this(callId, language, instructions, messages, tools, true);
        }
    }

    /// Takes a reply as it comes. Its methods may wait for the caller to have heard enough, and
    /// throw when nobody wants the rest.
    interface Sink {
        void text(String delta) throws InterruptedException;

        /// A whole tool call. It is run when the reply is complete.
        void toolCall(ToolCall call);

        /// The conversation is over once what was said has been heard.
        void farewell();

        /// What this reply cost.
        void used(Usage usage);
    }

    /// There is no answer, for a reason that the call can act on.
    final class ChatException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient EngineFailure failure;

        public ChatException(EngineFailure failure) {
            super(failure.toString());
            this.failure = failure;
        }

        public EngineFailure failure() {
            return failure;
        }
    }
}
