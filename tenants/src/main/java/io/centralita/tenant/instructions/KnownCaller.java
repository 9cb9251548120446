package io.centralita.tenant.instructions;

import java.util.List;

/// What is remembered of a caller, as far as it goes into instructions.
///
/// @param name empty where it is not known
/// @param calls before this one
/// @param summaries of earlier calls and facts from them, latest first
public record KnownCaller(String name, int calls, List<String> summaries) {
    /// Of whom nothing is remembered.
    public static final KnownCaller NOBODY = new KnownCaller("", 0, List.of());

    public KnownCaller {
        summaries = List.copyOf(summaries);
    }
}
