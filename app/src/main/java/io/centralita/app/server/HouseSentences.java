package io.centralita.app.server;

import io.centralita.app.settings.ToolsFile;
import io.centralita.call.Phrase;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.text.SpokenTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the switchboard itself may have to say, for those who make audio of it before it is
/// needed.
///
/// @param texts what comes with the program
/// @param ofTools what operators have written for their tools
record HouseSentences(SpokenTexts texts, List<LocalizedText> ofTools) {
    HouseSentences {
        ofTools = List.copyOf(ofTools);
    }

    static HouseSentences of(SpokenTexts texts, ToolsFile tools) {
        return new HouseSentences(texts, tools.acknowledgements());
    }

    /// Those in one language, each once: our own first, as no call can do without them.
    List<String> in(Locale language) {
        return Stream.concat(
                        Phrase.sentences(texts, language).stream(),
                        ofTools.stream().map(text -> text.in(language)).flatMap(Optional::stream))
                .distinct()
                .toList();
    }
}
