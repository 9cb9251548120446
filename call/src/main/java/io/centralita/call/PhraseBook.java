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
    record Spoken(String text, byte[] audio) {}

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

    /// The next wording that was rendered, or empty where none was.
    Optional<Spoken> next(Phrase phrase) {
        List<String> wordings = texts.variants(phrase.key(), language);
        for (int tried = 0; tried < wordings.size(); tried++) {
            var index = turn.merge(phrase, 1, Integer::sum) - 1;
            var text = wordings.get(index % wordings.size());
            var found = audio.find(text, language, format);
            if (found.isPresent()) {
                return Optional.of(new Spoken(text, found.get()));
            }
        }
        return Optional.empty();
    }
}
