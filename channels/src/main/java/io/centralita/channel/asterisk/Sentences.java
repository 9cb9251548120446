package io.centralita.channel.asterisk;

import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sentences for callers who have no call at the switchboard. Thread-safe.
public final class Sentences {
    static final String NUMBER_UNKNOWN = "asterisk.number-unknown";

    private static final Logger log = LoggerFactory.getLogger(Sentences.class);

    private final SpokenTexts texts;
    private final PhraseAudio audio;

    Sentences(SpokenTexts texts, PhraseAudio audio) {
        this.texts = texts;
        this.audio = audio;
    }

    /// All of them in a language, for those who make audio of them.
    public static List<String> all(SpokenTexts texts, Locale language) {
        return List.of(texts.text(NUMBER_UNKNOWN, language));
    }

    /// Empty where nobody has rendered it.
    Optional<byte[]> find(String key, Locale language, AudioFormat format) {
        try {
            return audio.find(texts.text(key, language), language, format);
        } catch (MissingResourceException e) {
            log.atError().addKeyValue("key", key).setCause(e).log("spoken text is missing");
            return Optional.empty();
        }
    }
}
