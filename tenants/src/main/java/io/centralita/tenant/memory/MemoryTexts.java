package io.centralita.tenant.memory;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// The sentences of this package, from the resources `memory`: Spanish, and English for those who
/// speak it. For any thread.
final class MemoryTexts {
    private static final Map<String, MemoryTexts> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Locale language;
    private final ResourceBundle texts;

    private MemoryTexts(Locale language) {
        this.language = language;
        texts =
                ResourceBundle.getBundle(
                        MemoryTexts.class.getPackageName() + ".memory",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static MemoryTexts in(Locale wanted) {
        var tag = wanted.getLanguage().equals("en") ? "en" : "es";
        return BY_LANGUAGE.computeIfAbsent(tag, t -> new MemoryTexts(Locale.of(t)));
    }

    Locale language() {
        return language;
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), language).format(arguments);
    }
}
