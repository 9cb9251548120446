package io.centralita.engine.chat;

import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.Switchboard;
import io.centralita.engine.pipeline.ChatMessage.Told;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// How much of a conversation the model's context takes, in characters: as much as there is, until
/// the server has refused a conversation as too long. Shared by all calls; thread-safe.
///
/// Messages go oldest first, an assistant's message and its tool results together, so that what is
/// left begins with a caller's words or a message that stands alone.
final class ContextBudget {
    /// What is left to a model whose context seems to be smaller than any.
    static final int LEAST = 2_000;

    private final AtomicInteger characters = new AtomicInteger(Integer.MAX_VALUE);

    /// The latest messages that fit, always the last group among them.
    List<ChatMessage> fitting(List<ChatMessage> messages) {
        int most = characters.get();
        int from = messages.size();
        int size = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            size += size(messages.get(i));
            boolean begins = !(messages.get(i) instanceof ToolResult);
            if (size > most && from < messages.size()) {
                break;
            }
            if (begins) {
                from = i;
            }
        }
        return messages.subList(from, messages.size());
    }

    /// Learns that a conversation was too long.
    ///
    /// @param refused what was sent
    /// @return false where it cannot be made shorter
    boolean tooLong(List<ChatMessage> refused) {
        int size = refused.stream().mapToInt(ContextBudget::size).sum();
        characters.accumulateAndGet(Math.max(LEAST, size / 2), Math::min);
        return fitting(refused).size() < refused.size();
    }

    private static int size(ChatMessage message) {
        return switch (message) {
            case User(var text) -> text.length();
            case Told(var text) -> text.length();
            case Switchboard(var text) -> text.length();
            case ToolResult(_, var text) -> text.length();
            case Assistant(var text, var calls) ->
                    text.length()
                            + calls.stream()
                                    .mapToInt(
                                            call ->
                                                    call.name().length()
                                                            + call.arguments().length())
                                    .sum();
        };
    }
}
