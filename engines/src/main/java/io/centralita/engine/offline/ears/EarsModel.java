package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that the workers of a recogniser share: the acoustic models and a compiled grammar for each
/// language. Immutable after [#load]. Live heap with the names of [EarsBench]: 46 MB for Spanish
/// alone, 29 MB for English alone, 62 MB for both, which share weights; a worker's decoders for the
/// telephone add 9 MB.
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

    /// What was loaded last, and for what.
    private record Kept(Vocabulary vocabulary, List<Locale> languages, EarsModel model) {}

    private static SoftReference<@Nullable Kept> last = new SoftReference<>(null);

    private final Map<String, Ears> ears = new HashMap<>();

    private EarsModel() {}

    /// As [#load], once for all recognisers that follow each other with the same names.
    static synchronized EarsModel shared(Vocabulary vocabulary, List<Locale> languages)
            throws RecognitionException {
        var kept = last.get();
        if (kept == null
                || !kept.vocabulary.equals(vocabulary)
                || !kept.languages.equals(languages)) {
            kept = new Kept(vocabulary, languages, load(vocabulary, languages));
            last = new SoftReference<>(kept);
        }
        return kept.model;
    }

    /// @throws RecognitionException when a part of the models is missing or damaged
    static EarsModel load(Vocabulary vocabulary, Iterable<Locale> languages)
            throws RecognitionException {
        var loaded = new EarsModel();
        try {
            var plain = AcousticModel.load();
            for (var language : languages) {
                var grammar = QuestionGrammar.of(language, vocabulary);
                var words = new HashSet<String>();
                grammar.net().words().forEach(word -> words.add(word.text()));
                var network = new PhoneNetwork(plain, grammar.net(), sounds(language, words));
                loaded.ears.put(
                        language.getLanguage(),
                        new Ears(
                                grammar,
                                network,
                                plain.adapted(adaptation(language, Line.TELEPHONE)),
                                plain.adapted(adaptation(language, Line.WIDE))));
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

    /// How the words of a language are said; what is no word of it is said as in Spanish.
    static Pronunciations sounds(Locale language, Set<String> words) throws IOException {
        var spanish = new SpanishPronunciation(LanguageTexts.load("es").lists("say."));
        if (!"en".equals(language.getLanguage())) {
            return spanish;
        }
        var own = LanguageTexts.load(language.getLanguage()).lists("phones.");
        return new EnglishPronunciation(words, own, spanish);
    }

    private static Adaptation adaptation(Locale language, Line line) throws IOException {
        return Adaptation.load(language.getLanguage() + "-" + line.text() + ".adaptation");
    }
}
