package io.centralita.channel;

import io.centralita.call.text.SpokenTexts;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The channel's own bundle as [SpokenTexts]; Spanish where a language is missing.
public final class BundleTexts implements SpokenTexts {
    @Override
    public String text(String key, Locale language, Object... arguments) {
        return ResourceBundle.getBundle(
                        "io.centralita.channel.twilio.spoken",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
    }

    @Override
    public List<String> variants(String key, Locale language) {
        return List.of(text(key, language));
    }
}
