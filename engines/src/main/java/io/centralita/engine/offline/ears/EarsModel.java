package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that the workers of a recogniser share: the acoustic models and a compiled grammar for each
/// language. Immutable after [#load].
final class EarsModel {
    /// Lines that carry no more than this are telephones.
    private static final int TELEPHONE_HZ = 5_000;

    private static final Logger log = LoggerFactory.getLogger(EarsModel.class);

    /// @param telephone the acoustic model for narrow lines
    record Ears(
            QuestionGrammar grammar,
            PhoneNetwork network,
            AcousticModel telephone,
            AcousticModel wide) {
        AcousticModel model(int bandwidthHz) {
            return bandwidthHz <= TELEPHONE_HZ ? telephone : wide;
        }
    }

    private final Map<String, Ears> ears = new HashMap<>();

    private EarsModel() {}

    /// @throws RecognitionException when a part of the models is missing or damaged
    static EarsModel load(Vocabulary vocabulary, Iterable<Locale> languages)
            throws RecognitionException {
        var loaded = new EarsModel();
        try {
            var plain = AcousticModel.load();
            var spanish = new SpanishPronunciation(LanguageTexts.load("es").lists("say."));
            for (var language : languages) {
                var grammar = QuestionGrammar.of(language, vocabulary);
                var network = new PhoneNetwork(plain, grammar.net(), sounds(grammar, spanish));
                loaded.ears.put(
                        language.getLanguage(),
                        new Ears(
                                grammar,
                                network,
                                plain.adapted(adaptation(language, "telephone")),
                                plain.adapted(adaptation(language, "wide"))));
                log.atInfo()
                        .addKeyValue("language", language.getLanguage())
                        .addKeyValue("words", grammar.net().words().size())
                        .addKeyValue("units", network.size())
                        .log("grammar compiled");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RecognitionException("the offline recogniser cannot be loaded", e);
        }
        return loaded;
    }

    @Nullable Ears of(Locale language) {
        return ears.get(language.getLanguage());
    }

    private static Pronunciations sounds(QuestionGrammar grammar, Pronunciations spanish)
            throws IOException {
        if (!"en".equals(grammar.language().getLanguage())) {
            return spanish;
        }
        var words = new HashSet<String>();
        grammar.net().words().forEach(word -> words.add(word.text()));
        return new EnglishPronunciation(words, grammar.texts().lists("phones."), spanish);
    }

    /// English is what the model was made for; it has no adaptation.
    private static Adaptation adaptation(Locale language, String line) throws IOException {
        return "es".equals(language.getLanguage())
                ? Adaptation.load("es-" + line + ".adaptation")
                : Adaptation.NONE;
    }
}
