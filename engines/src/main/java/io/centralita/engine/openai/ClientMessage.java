package io.centralita.engine.openai;

import org.jspecify.annotations.Nullable;

/// What the [Ledger] has sent. Each carries an event id, by which the server's errors name it.
sealed interface ClientMessage {
    String eventId();

    /// @param tag comes back in the response's metadata
    /// @param instructions for this response alone; empty for the session's
    record CreateResponse(String eventId, String tag, String instructions)
            implements ClientMessage {}

    record CancelResponse(String eventId, String responseId) implements ClientMessage {}

    /// @param previousItemId what it follows; null for the end of the conversation
    record CreateItem(String eventId, NewItem item, @Nullable String previousItemId)
            implements ClientMessage {}

    /// @param audioEndMs what the caller has heard, 1 to the item's length
    record TruncateItem(String eventId, String itemId, long audioEndMs) implements ClientMessage {}

    record DeleteItem(String eventId, String itemId) implements ClientMessage {}

    record CommitAudio(String eventId) implements ClientMessage {}

    record ClearAudio(String eventId) implements ClientMessage {}

    /// An item of ours; ids are ours too, so that it can be named before the server has it.
    sealed interface NewItem {
        String id();

        record UserText(String id, String text) implements NewItem {}

        record AssistantText(String id, String text) implements NewItem {}

        record SystemText(String id, String text) implements NewItem {}

        record FunctionCall(String id, String callId, String name, String arguments)
                implements NewItem {}

        record FunctionCallOutput(String id, String callId, String output) implements NewItem {}
    }
}
