package io.centralita.fake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item as a client asks for it.
public sealed interface NewItem {
    /// Null leaves the choice to the server.
    @Nullable String id();

    record Message(@Nullable String id, Role role, List<Content> content) implements NewItem {}

    record FunctionCall(@Nullable String id, @Nullable String callId, String name, String arguments)
            implements NewItem {}

    record FunctionCallOutput(@Nullable String id, String callId, String output)
            implements NewItem {}

    /// An item of the conversation; only in the input of a response.
    record Reference(String id) implements NewItem {}

    static Message userText(String text) {
        return new Message(null, Role.USER, List.of(new Content.InputText(text)));
    }

    static Message systemText(String text) {
        return new Message(null, Role.SYSTEM, List.of(new Content.InputText(text)));
    }

    static FunctionCallOutput output(String callId, String output) {
        return new FunctionCallOutput(null, callId, output);
    }
}
