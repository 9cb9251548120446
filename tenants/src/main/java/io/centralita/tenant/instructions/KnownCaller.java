package io.centralita.tenant.instructions;

import java.util.List;

/// What is remembered of a caller, as far as it goes into instructions.
///
/// @param name empty where it is not known
/// @param calls before this one
/// @param summaries of earlier calls and facts from them, latest first
/// @param notes all of this as one text that is already in words for a model, with a frame around
///   it; then `summaries` may be empty. Empty where there is none
public record KnownCaller(String name, int calls, List<String> summaries, String notes) {
    /// Of whom nothing is remembered.
    public static final KnownCaller NOBODY = new KnownCaller("", 0, List.of());

    /// Without words of its own for a model.
    public KnownCaller(String name, int calls, List<String> summaries) {
        this(name, calls, summaries, "");
    }

    public KnownCaller {
        summaries = List.copyOf(summaries);
    }
}
