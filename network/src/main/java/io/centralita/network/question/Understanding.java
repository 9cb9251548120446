package io.centralita.network.question;

import io.centralita.network.router.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a typed question of what a caller says.
public final class Understanding {
    public static final Locale SPANISH = Locale.of("es");
    public static final Locale ENGLISH = Locale.of("en");

    private static final Map<Locale, Tongue> TONGUES =
            Map.of(SPANISH, new Tongue(SPANISH), ENGLISH, new Tongue(ENGLISH));
    private static final InterfaceNames INTERFACES = new InterfaceNames();

    private final List<Router> routers;
    private final RouterNames names;

    /// @param routers that can be asked about
    public Understanding(List<Router> routers) {
        this.routers = List.copyOf(routers);
        var routerWords =
                TONGUES.values().stream()
                        .flatMap(t -> t.lexicon.words().stream().filter(w -> isRouter(t, w)))
                        .collect(Collectors.toSet());
        this.names = new RouterNames(routers, routerWords);
    }

    private static boolean isRouter(Tongue tongue, String word) {
        return tongue.lexicon.concept(word) == Concept.ROUTER;
    }

    /// @param text as typed or recognised
    /// @param fallback the language where the words do not tell
    public Understood understand(String text, Locale fallback) {
        var words = Text.words(text);
        var language = language(words, fallback);
        var tongue = tongue(language);
        var other = tongue(language.equals(SPANISH) ? ENGLISH : SPANISH);
        var corrections =
                new Corrections(
                        tongue.lexicon,
                        part -> sentence(part, tongue, other),
                        INTERFACES::find,
                        names::find);
        var spoken =
                corrections.applied(
                        new Corrections.Spoken(repaired(words, tongue, other), Text.breaks(text)));
        var clauses =
                new Clauses(
                        spoken.words(),
                        spoken.breaks(),
                        tongue.lexicon,
                        part -> named(sentence(part, tongue, other)),
                        part -> question(sentence(part, tongue, other)));
        return new Understood(clauses.question(), language);
    }

    private Question question(Sentence sentence) {
        var interfaceName = INTERFACES.find(sentence);
        return new Decision(sentence, names.find(sentence), interfaceName).question();
    }

    private Sentence named(Sentence sentence) {
        INTERFACES.find(sentence);
        names.find(sentence);
        return sentence;
    }

    private static Sentence sentence(List<String> words, Tongue tongue, Tongue other) {
        return new Sentence(tongue.numbers.fold(words), tongue.lexicon, other.lexicon);
    }

    private List<String> repaired(List<String> words, Tongue tongue, Tongue other) {
        var names = new HashSet<String>();
        routers.forEach(router -> names.addAll(Text.words(router.identity())));
        return IntStream.range(0, words.size())
                .mapToObj(
                        at -> {
                            var word = words.get(at);
                            var called = at > 0 && this.names.isPlaceOnly(words.get(at - 1));
                            return names.contains(word)
                                            || called
                                            || this.names.isPlace(word)
                                            || other.spelling.knows(word)
                                    ? word
                                    : tongue.spelling.repair(List.of(word)).getFirst();
                        })
                .toList();
    }

    /// Where more words are known than in the other language.
    private static Locale language(List<String> words, Locale fallback) {
        var spanish = known(words, SPANISH, ENGLISH);
        var english = known(words, ENGLISH, SPANISH);
        if (spanish == english) {
            return fallback.getLanguage().equals(ENGLISH.getLanguage()) ? ENGLISH : SPANISH;
        }
        return spanish > english ? SPANISH : ENGLISH;
    }

    private static long known(List<String> words, Locale language, Locale other) {
        return words.stream()
                .filter(w -> !Text.isDigits(w))
                .filter(w -> tongue(language).spelling.knows(w) && !tongue(other).spelling.knows(w))
                .count();
    }

    private static Tongue tongue(Locale language) {
        var tongue = TONGUES.get(language);
        if (tongue == null) {
            throw new IllegalArgumentException("no words for " + language);
        }
        return tongue;
    }

    /// The words by which callers name interfaces and services, for a recogniser's grammar.
    public static Set<String> knownWords(Locale language) {
        return Stream.of(tongue(language).lexicon.words(), tongue(language).numbers.vocabulary())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// All that belongs to one language.
    private static final class Tongue {
        private final Lexicon lexicon;
        private final NumberWords numbers;
        private final Spelling spelling;

        Tongue(Locale language) {
            lexicon = new Lexicon(language);
            numbers = new NumberWords(language);
            spelling = new Spelling(lexicon, numbers.vocabulary());
        }
    }
}
