package io.centralita.tenant.instructions;

import io.centralita.tenant.profile.Faq;
import io.centralita.tenant.profile.Relevance;

/// Something a model could be told. A question goes in whole or not at all; of a text the first
/// sentences can.
///
/// @param place in its list
/// @param tokens estimated
/// @param words of it that the caller's earlier calls were about
record Piece(
        Kind kind,
        int place,
        String name,
        String text,
        Relevance relevance,
        int tokens,
        int words) {
    enum Kind {
        FAQ(false),
        CONTEXT(true),
        INFORMATION(true);

        private final boolean divisible;

        Kind(boolean divisible) {
            this.divisible = divisible;
        }
    }

    boolean divisible() {
        return kind.divisible;
    }

    static Piece of(Faq faq, int place, int words) {
        var text = faq.question() + "\n" + faq.answer();
        return new Piece(
                Kind.FAQ,
                place,
                faq.question(),
                text,
                faq.relevance(),
                Tokens.estimate(text),
                words);
    }
}
