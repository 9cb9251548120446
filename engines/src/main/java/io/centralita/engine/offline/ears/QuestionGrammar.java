package io.centralita.engine.offline.ears;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The sentences that can be heard in a language: phrase templates with the names of the routers
/// and interfaces that exist. Immutable.
public final class QuestionGrammar {
    /// What an unexpected router's number must make up for, in nats a word. High enough that a
    /// known number wins where both sound alike.
    private static final float UNKNOWN_NUMBER = 10;

    private static final Pattern NAME_PARTS = Pattern.compile("\\d+|\\p{L}+");
    private static final Pattern LETTER_THEN_DIGIT = Pattern.compile("(?<=\\p{L})(?=\\d)");
    private static final Pattern NOT_SPOKEN = Pattern.compile("[^\\p{L}\\p{N}']+");

    /// A sentence as it is written, and what it is about.
    public record Heard(String text, Meaning meaning) {}

    private final Locale language;
    private final LanguageTexts texts;
    private final SpokenNumbers numbers;
    private final WordNet net;

    /// @param language es or en
    /// @throws IOException when the templates cannot be read
    public static QuestionGrammar of(Locale language, Vocabulary vocabulary) throws IOException {
        return new QuestionGrammar(language, vocabulary);
    }

    private QuestionGrammar(Locale language, Vocabulary vocabulary) throws IOException {
        this.language = language;
        texts = LanguageTexts.load(language.getLanguage());
        numbers = new SpokenNumbers(texts.words());
        var given = new TreeMap<String, Phrase>();
        given.put("number", routerNumber(vocabulary));
        given.put("identity", identity(vocabulary));
        given.put("ifname", interfaceName(vocabulary));
        var rules = GrammarParser.parse(texts.grammar(), given);
        var before = rules.getOrDefault("before", Phrase.NOTHING);
        var after = rules.getOrDefault("after", Phrase.NOTHING);
        var questions = new ArrayList<Phrase>();
        var alone = new ArrayList<Phrase>();
        rules.forEach(
                (name, phrase) -> {
                    if (name.startsWith("@") || name.startsWith("!")) {
                        var tag = new Phrase.Tag("intent", name.substring(1));
                        (name.startsWith("@") ? questions : alone)
                                .add(new Phrase.Sequence(List.of(tag, phrase)));
                    }
                });
        alone.add(new Phrase.Sequence(List.of(before, new Phrase.Choice(questions), after)));
        net = new WordNet(new Phrase.Choice(alone));
    }

    public Locale language() {
        return language;
    }

    /// Whether a sentence could be heard; digits stand for numbers as they are said in full.
    public boolean covers(String sentence) {
        return parse(sentence).isPresent();
    }

    /// The meaning of a sentence in spoken words or with digits, if the grammar has it.
    public Optional<Heard> parse(String sentence) {
        return Optional.ofNullable(net.way(spokenWords(sentence))).map(this::read);
    }

    WordNet net() {
        return net;
    }

    LanguageTexts texts() {
        return texts;
    }

    /// What the words of the search mean.
    Heard heard(List<Integer> words) {
        var way = net.wayOf(words);
        if (way == null) {
            throw new IllegalStateException("the search found words that the grammar lacks");
        }
        return read(way);
    }

    private List<String> spokenWords(String sentence) {
        var words = new ArrayList<String>();
        var apart = LETTER_THEN_DIGIT.matcher(sentence.toLowerCase(language)).replaceAll(" ");
        for (var word : NOT_SPOKEN.split(apart, -1)) {
            if (word.isEmpty()) {
                continue;
            }
            boolean number = word.length() <= 4 && word.chars().allMatch(Character::isDigit);
            if (number) {
                var form = numbers.forms(Integer.parseInt(word)).iterator().next();
                words.addAll(List.of(form.split(" ", -1)));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private Heard read(List<WordNet.Arc> way) {
        var text = new ArrayList<String>();
        var silent = new ArrayList<String>();
        var slots = new TreeMap<String, String>();
        int depth = 0;
        for (var arc : way) {
            if (arc.word() >= 0) {
                (depth > 0 ? silent : text).add(net.words().get(arc.word()).text());
            }
            switch (arc.note()) {
                case null -> {}
                case WordNet.Tagged tagged -> slots.put(tagged.key(), tagged.value());
                case WordNet.Open _ -> depth++;
                case WordNet.Close close -> {
                    depth--;
                    var written =
                            close.text() == null
                                    ? Integer.toString(numbers.parse(String.join(" ", silent)))
                                    : close.text();
                    text.add(written);
                    silent.clear();
                    if (!close.slot().isEmpty()) {
                        slots.put(close.slot(), written);
                    }
                }
            }
        }
        var intent = slots.remove("intent");
        return new Heard(String.join(" ", text), new Meaning(intent == null ? "" : intent, slots));
    }

    private Phrase routerNumber(Vocabulary vocabulary) {
        var options = new ArrayList<Phrase>();
        for (int number : vocabulary.routerNumbers()) {
            numbers.forms(number).forEach(form -> options.add(Phrase.words(form)));
        }
        options.add(numbers.any(UNKNOWN_NUMBER));
        return new Phrase.Digits(new Phrase.Choice(options), "router");
    }

    private Phrase identity(Vocabulary vocabulary) {
        var options = new ArrayList<Phrase>();
        for (var identity : vocabulary.identities()) {
            var spoken = String.join(" ", spokenWords(identity));
            if (!spoken.isEmpty()) {
                var name = identity.toLowerCase(language);
                options.add(new Phrase.Written(Phrase.words(spoken), name, "router"));
            }
        }
        return new Phrase.Choice(options);
    }

    private Phrase interfaceName(Vocabulary vocabulary) {
        var parts = texts.lists("interface.");
        var options = new ArrayList<Phrase>();
        for (var name : vocabulary.interfaces()) {
            var spoken = new LinkedHashSet<String>();
            spoken.add("");
            for (var part : NAME_PARTS.matcher(name.toLowerCase(language)).results().toList()) {
                var piece = part.group();
                Set<String> said =
                        Character.isDigit(piece.charAt(0)) && piece.length() <= 4
                                ? numbers.forms(Integer.parseInt(piece))
                                : Set.copyOf(parts.getOrDefault(piece, List.of(piece)));
                var longer = new LinkedHashSet<String>();
                spoken.forEach(s -> said.forEach(p -> longer.add((s + " " + p).strip())));
                spoken.clear();
                spoken.addAll(longer);
            }
            // Where there is only one of a kind, its number is not said.
            var kind = name.replaceAll("\\d+$", "");
            boolean only =
                    vocabulary.interfaces().stream().filter(i -> i.startsWith(kind)).count() == 1;
            if (only && !kind.equals(name) && !kind.isEmpty()) {
                spoken.addAll(parts.getOrDefault(kind, List.of(kind)));
            }
            spoken.remove("");
            for (var form : spoken) {
                options.add(new Phrase.Written(Phrase.words(form), name, "interface"));
            }
        }
        return new Phrase.Choice(options);
    }
}
