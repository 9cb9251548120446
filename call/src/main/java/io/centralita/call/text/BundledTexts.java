package io.centralita.call.text;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The texts that come with the program: `spoken_<language>.properties` beside this class, Spanish
/// where a language is missing.
public final class BundledTexts implements SpokenTexts {
    private static final String BUNDLE = "io.centralita.call.text.spoken";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    @Override
    public String text(String key, Locale language, Object... arguments) {
        return new MessageFormat(find(key, language), language).format(arguments);
    }

    @Override
    public List<String> variants(String key, Locale language) {
        var bundle = bundle(language);
        var found = new ArrayList<String>();
        while (bundle.containsKey(key + "." + (found.size() + 1))) {
            found.add(text(key + "." + (found.size() + 1), language));
        }
        return found.isEmpty() ? List.of(text(key, language)) : List.copyOf(found);
    }

    private static String find(String key, Locale language) {
        return bundle(language).getString(key);
    }

    private static ResourceBundle bundle(Locale language) {
        try {
            return ResourceBundle.getBundle(BUNDLE, language, NO_FALLBACK);
        } catch (MissingResourceException _) {
            return ResourceBundle.getBundle(BUNDLE, Locale.of("es"), NO_FALLBACK);
        }
    }
}
