package io.centralita.call.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One sentence that somebody else than us has written, in the languages in which they wrote it.
///
/// @param byLanguage ISO 639 code to text; regions do not count
public record LocalizedText(Map<String, String> byLanguage) {
    public static final LocalizedText NONE = new LocalizedText(Map.of());

    public LocalizedText {
        byLanguage = Map.copyOf(byLanguage);
    }

    public static LocalizedText of(Locale language, String text) {
        return new LocalizedText(Map.of(language.getLanguage(), text));
    }

    /// Empty where it was not written in that language.
    public Optional<String> in(Locale language) {
        return Optional.ofNullable(byLanguage.get(language.getLanguage()));
    }
}
