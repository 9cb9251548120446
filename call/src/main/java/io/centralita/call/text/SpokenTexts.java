package io.centralita.call.text;

import java.util.List;
import java.util.Locale;

/// The sentences callers hear from the switchboard itself, by key and language.
public interface SpokenTexts {
    /// One sentence. Arguments fill `{0}`, `{1}` … as `java.text.MessageFormat` does, plurals
    /// included.
    ///
    /// @throws java.util.MissingResourceException when neither the language nor the default has the
    ///   key
    String text(String key, Locale language, Object... arguments);

    /// All wordings of a key (`key.1`, `key.2` …), at least one.
    List<String> variants(String key, Locale language);
}
