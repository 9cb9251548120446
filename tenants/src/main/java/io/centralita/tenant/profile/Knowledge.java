package io.centralita.tenant.profile;

import java.util.List;

/// What goes into instructions.
///
/// @param budget tokens that questions, context and information may take together
/// @param template takes the place of the program's own; empty for that
public record Knowledge(List<Faq> faqs, List<ContextText> context, int budget, String template) {
    public static final int STANDARD_BUDGET = 6_000;

    public static final Knowledge NONE = new Knowledge(List.of(), List.of(), STANDARD_BUDGET, "");

    public Knowledge {
        faqs = List.copyOf(faqs);
        context = List.copyOf(context);
    }
}
