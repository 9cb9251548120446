package io.centralita.console.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages of the pages.
final class Languages {
    static final List<Locale> OURS = List.of(Locale.of("es"), Locale.of("en"));

    private static final int LONGEST = 200;

    private Languages() {}

    /// The one of ours that a browser likes best (RFC 9110 §12.5.4).
    ///
    /// @param accepted the header; what cannot be read counts as none
    static Locale of(@Nullable String accepted, Locale standard) {
        if (accepted != null && accepted.length() <= LONGEST) {
            try {
                var found = Locale.lookup(Locale.LanguageRange.parse(accepted), OURS);
                if (found != null) {
                    return found;
                }
            } catch (IllegalArgumentException _) {
                // not a list of languages: the standard
            }
        }
        return OURS.stream()
                .filter(ours -> ours.getLanguage().equals(standard.getLanguage()))
                .findFirst()
                .orElse(OURS.getFirst());
    }
}
