package io.centralita.call.watch;

import org.jspecify.annotations.Nullable;

/// A tool call, as the records show it so far.
///
/// @param arguments as the model wrote them, secrets masked
/// @param startMs null where it was not run
/// @param ms how long it took; null while it runs
/// @param outcome the word of it; null while it runs
public record ToolView(
        String id,
        String name,
        String arguments,
        @Nullable Long startMs,
        @Nullable Long ms,
        @Nullable String outcome) {}
