package io.centralita.engine.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event of a streamed reply, as far as it matters to us.
///
/// @param text to be spoken, a refusal's included
/// @param refused the text is the model's refusal
/// @param finish `stop`, `length`, `tool_calls`, `content_filter` or whatever a server says; null
///   before the end
/// @param usage at the very end, where the server tells it
record Chunk(
        String text,
        boolean refused,
        List<Fragment> calls,
        @Nullable String finish,
        @Nullable Tokens usage) {
    Chunk {
        calls = List.copyOf(calls);
    }

    /// A piece of a tool call. OpenAI sends id and name in the first one only, and the index in
    /// each; others send all in one, or leave index or id out.
    ///
    /// @param index null where it is left out
    /// @param id empty where it is left out, likewise name and arguments
    record Fragment(@Nullable Integer index, String id, String name, String arguments) {}

    /// @param cached the part of the input that was served from a cache
    record Tokens(long input, long cached, long output) {}
}
