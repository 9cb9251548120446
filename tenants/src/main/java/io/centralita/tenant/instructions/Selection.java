package io.centralita.tenant.instructions;

import java.util.List;

/// What of a tenant's knowledge goes into instructions.
///
/// @param information empty where there was none or no room
/// @param faqs places of the questions that go in, in their order
/// @param context those that go in, in their order
/// @param leftOut what does not, or not whole
/// @param tokens what all of it takes, estimated
/// @param budget what it may take
public record Selection(
        String information,
        List<Integer> faqs,
        List<Excerpt> context,
        List<LeftOut> leftOut,
        int tokens,
        int budget) {
    public Selection {
        faqs = List.copyOf(faqs);
        context = List.copyOf(context);
        leftOut = List.copyOf(leftOut);
    }

    /// @param abridged whether it is only the beginning
    public record Excerpt(String name, String text, boolean abridged) {}

    /// @param path in the tenant's document
    /// @param name of the text, or the question
    /// @param tokens it would take, estimated
    /// @param beginningOnly whether its first sentences are in
    public record LeftOut(String path, String name, int tokens, boolean beginningOnly) {}
}
