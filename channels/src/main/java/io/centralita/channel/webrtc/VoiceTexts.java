package io.centralita.channel.webrtc;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// What people in front of a page read when something goes wrong: what it is, and what to do.
/// Spanish for every language that has no texts of its own.
final class VoiceTexts {
    private static final String BUNDLE = "io.centralita.channel.webrtc.voice";

    private final Locale house;

    /// @param house the language of those who say nothing of theirs
    VoiceTexts(Locale house) {
        this.house = house;
    }

    /// @param word of the error
    /// @param accepted the header `Accept-Language`
    String message(String word, @Nullable String accepted) {
        return text(word, accepted).or(() -> text("broken", accepted)).orElse(word);
    }

    String remedy(String word, @Nullable String accepted) {
        return text(word + ".remedy", accepted)
                .or(() -> text("broken.remedy", accepted))
                .orElse("");
    }

    private Optional<String> text(String key, @Nullable String accepted) {
        var bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        language(accepted),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        try {
            return Optional.of(bundle.getString(key));
        } catch (MissingResourceException _) {
            return Optional.empty();
        }
    }

    private Locale language(@Nullable String accepted) {
        if (accepted == null || accepted.length() > 200) {
            return house;
        }
        try {
            return Locale.LanguageRange.parse(accepted).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()).getLanguage())
                    .filter(code -> code.equals("es") || code.equals("en"))
                    .findFirst()
                    .map(Locale::of)
                    .orElse(house);
        } catch (IllegalArgumentException _) {
            return house;
        }
    }
}
