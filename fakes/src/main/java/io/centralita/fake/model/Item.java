package io.centralita.fake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of the conversation as it was at one moment.
public sealed interface Item {
    String id();

    ItemStatus status();

    /// @param phase of assistant messages of reasoning models
    record Message(
            String id, ItemStatus status, Role role, List<Content> content, @Nullable Phase phase)
            implements Item {}

    /// @param arguments JSON; cut anywhere when incomplete
    record FunctionCall(String id, ItemStatus status, String callId, String name, String arguments)
            implements Item {}

    record FunctionCallOutput(String id, ItemStatus status, String callId, String output)
            implements Item {}
}
