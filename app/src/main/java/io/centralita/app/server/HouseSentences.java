package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.Phrase;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.asterisk.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the switchboard itself may have to say, for those who make audio of it before it is
/// needed.
///
/// @param texts what comes with the program
/// @param ofTools what operators have written for their tools
/// @param asterisk whether callers come from an Asterisk
record HouseSentences(SpokenTexts texts, List<LocalizedText> ofTools, boolean asterisk) {
    HouseSentences {
        ofTools = List.copyOf(ofTools);
    }

    static HouseSentences of(SpokenTexts texts, Settings settings) {
        return new HouseSentences(
                texts,
                settings.network().configured().acknowledgements(),
                settings.asterisk().isOn());
    }

    /// Those in one language, each once: our own first, as no call can do without them.
    List<String> in(Locale language) {
        return Stream.of(
                        Phrase.sentences(texts, language).stream(),
                        asterisk ? Sentences.all(texts, language).stream() : Stream.<String>of(),
                        ofTools.stream().map(text -> text.in(language)).flatMap(Optional::stream))
                .flatMap(sentences -> sentences)
                .distinct()
                .toList();
    }
}
