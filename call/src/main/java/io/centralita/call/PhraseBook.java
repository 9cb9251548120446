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
    /// @param saying what it is; a phrase of ours where a tool's words cannot be heard or are not
    ///   their turn
    /// @param index of a phrase's wording, counted on
    record Spoken(Saying saying, String text, byte[] audio, int index) {}

    private final SpokenTexts texts;
    private final PhraseAudio audio;
    private final Locale language;
    private final AudioFormat format;
    private final Map<Phrase, Integer> turn = new EnumMap<>(Phrase.class);

    /// What was said last, and what was said last of a tool that started.
    private String last = "";

    private String lastAcknowledgement = "";

    PhraseBook(SpokenTexts texts, PhraseAudio audio, Locale language, AudioFormat format) {
        this.texts = texts;
        this.audio = audio;
        this.language = language;
        this.format = format;
    }

    /// The next wording that was rendered, or empty where none was. It stays the next one until it
    /// was [#said].
    ///
    /// A tool's own words take turns with ours, so that whoever asks for the same again does not
    /// hear the same again; where either cannot be heard, the other one is said.
    Optional<Spoken> next(Saying saying) {
        return switch (saying) {
            case Phrase phrase -> wording(phrase);
            case Acknowledgement own -> {
                var repeated = own.text().equals(lastAcknowledgement) || own.text().equals(last);
                yield repeated
                        ? wording(Phrase.LOOKING_UP).or(() -> words(own))
                        : words(own).or(() -> wording(Phrase.LOOKING_UP));
            }
        };
    }

    void said(Spoken spoken) {
        last = spoken.text();
        switch (spoken.saying()) {
            case Phrase phrase -> {
                turn.put(phrase, spoken.index() + 1);
                if (phrase == Phrase.LOOKING_UP) {
                    lastAcknowledgement = spoken.text();
                }
            }
            case Acknowledgement own -> lastAcknowledgement = own.text();
        }
    }

    /// A tool may have one of our own wordings: that one waits for another time then.
    private Optional<Spoken> wording(Phrase phrase) {
        List<String> wordings = texts.variants(phrase.key(), language);
        var first = turn.getOrDefault(phrase, 0);
        Optional<Spoken> repeated = Optional.empty();
        for (int index = first; index < first + wordings.size(); index++) {
            var found = spoken(phrase, wordings.get(index % wordings.size()), index);
            if (found.isPresent() && !found.get().text().equals(last)) {
                return found;
            }
            repeated = repeated.or(() -> found);
        }
        return repeated;
    }

    private Optional<Spoken> words(Acknowledgement own) {
        return spoken(own, own.text(), 0);
    }

    private Optional<Spoken> spoken(Saying saying, String text, int index) {
        return audio.find(text, language, format)
                .map(found -> new Spoken(saying, text, found, index));
    }
}
