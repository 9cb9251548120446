package io.centralita.tenant.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Finds how a caller is called in what they say: «me llamo Ana Ruiz», «soy Ana», "my name is Ann".
///
/// «Soy» is said of much else («soy cliente», «soy de Toledo»): after it a name has to be written
/// as one, with a capital letter. Immutable, for any thread.
final class SpokenName {
    private static final int MOST_WORDS = 6;
    private static final int LONGEST = 400;
    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}'’-]*+[.,;:!?]?+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Map<String, SpokenName> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Pattern says;
    private final Pattern maySay;
    private final Set<String> andThen;
    private final Set<String> within;
    private final Set<String> noName;

    private SpokenName(MemoryTexts texts) {
        says = before(texts.text("name.says"));
        maySay = before(texts.text("name.may-say"));
        andThen = words(texts.text("name.and-then"));
        within = words(texts.text("name.within"));
        noName = words(texts.text("name.no-name"));
    }

    static SpokenName in(Locale language) {
        var texts = MemoryTexts.in(language);
        return BY_LANGUAGE.computeIfAbsent(
                texts.language().getLanguage(), _ -> new SpokenName(texts));
    }

    private static Pattern before(String phrases) {
        return Pattern.compile(
                "(?<![\\p{L}])(?:" + phrases + ")[\\s:,]+",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Set<String> words(String alternatives) {
        return Set.copyOf(List.of(alternatives.split("\\|")));
    }

    Optional<String> find(String said) {
        var heard = said.substring(0, Math.min(said.length(), LONGEST));
        return after(says, heard, false).or(() -> after(maySay, heard, true));
    }

    private Optional<String> after(Pattern phrase, String said, boolean capitals) {
        var found = phrase.matcher(said);
        while (found.find()) {
            var name = nameAt(said.substring(found.end()), capitals);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    private Optional<String> nameAt(String text, boolean capitals) {
        var name = new ArrayList<String>();
        var words = WORD.matcher(text);
        int expected = 0;
        while (name.size() < MOST_WORDS && words.find() && words.start() == expected) {
            var written = words.group();
            var word = written.replaceAll("[.,;:!?]$", "");
            if (!belongs(word, name.isEmpty(), capitals)) {
                break;
            }
            name.add(word);
            boolean lastOne = written.length() != word.length();
            expected = words.end() + 1;
            if (lastOne || expected > text.length() || text.charAt(words.end()) != ' ') {
                break;
            }
        }
        while (!name.isEmpty() && within.contains(plain(name.getLast()))) {
            name.removeLast();
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(written(name));
    }

    private boolean belongs(String word, boolean first, boolean capitals) {
        var plain = plain(word);
        if (first) {
            return !noName.contains(plain)
                    && !andThen.contains(plain)
                    && (!capitals || Character.isUpperCase(word.charAt(0)));
        }
        if (within.contains(plain)) {
            return true;
        }
        return !andThen.contains(plain)
                && !noName.contains(plain)
                && (!capitals || Character.isUpperCase(word.charAt(0)));
    }

    /// As a name is written; a recogniser may write it all small.
    private String written(List<String> name) {
        return String.join(
                " ",
                name.stream()
                        .map(
                                word ->
                                        within.contains(plain(word))
                                                ? plain(word)
                                                : Character.toUpperCase(word.charAt(0))
                                                        + word.substring(1))
                        .toList());
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
