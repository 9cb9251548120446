package io.centralita.call;

import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.media.AudioFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One call's supply of the switchboard's own sentences: wordings take turns, so that none is heard
/// twice running. Confined to the call's thread.
final class PhraseBook {
    /// A sentence ready to be heard.
    ///
    /// @param index of the wording, counted on
    record Spoken(String text, byte[] audio, int index) {}

    private final SpokenTexts texts;
    private final PhraseAudio audio;
    private final Locale language;
    private final AudioFormat format;
    private final Map<Phrase, Integer> turn = new EnumMap<>(Phrase.class);

    PhraseBook(SpokenTexts texts, PhraseAudio audio, Locale language, AudioFormat format) {
        this.texts = texts;
        this.audio = audio;
        this.language = language;
        this.format = format;
    }

    /// The next wording that was rendered, or empty where none was. It stays the next one until it
    /// was [#said].
    Optional<Spoken> next(Phrase phrase) {
        List<String> wordings = texts.variants(phrase.key(), language);
        var first = turn.getOrDefault(phrase, 0);
        for (int index = first; index < first + wordings.size(); index++) {
            var text = wordings.get(index % wordings.size());
            var found = audio.find(text, language, format);
            if (found.isPresent()) {
                return Optional.of(new Spoken(text, found.get(), index));
            }
        }
        return Optional.empty();
    }

    void said(Phrase phrase, Spoken spoken) {
        turn.put(phrase, spoken.index() + 1);
    }
}
