package io.centralita.engine.pipeline;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Recognises an utterance that is made of known phrases and of courtesies only. Accents, case and
/// punctuation do not matter.
///
/// Phrases are written as words, with `|` between alternatives, `(…|…)` around those within a
/// phrase and `[…]` around what may be missing: `sigues (ahí|aquí) [todavía]|me oyes`. Immutable,
/// for any thread.
public final class Phrases {
    /// What is longer says more than a phrase. It also bounds the matcher's stack.
    private static final int MOST_WORDS = 24;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\d]+");
    private static final Pattern TOKEN = Pattern.compile("[()\\[\\]|]|[^()\\[\\]|\\s]+");
    private static final Pattern SPACE = Pattern.compile(" ");

    private final Pattern whole;

    /// @param phrases of which there has to be one
    /// @param courtesies of which there may be any number around them
    public Phrases(String phrases, String courtesies) {
        var some = expression(phrases);
        var any = "(?:" + some + "|" + expression(courtesies) + ")*";
        whole = Pattern.compile(any + "(?:" + some + ")" + any);
    }

    /// Whether all of it is made of these phrases.
    ///
    /// @param words as [#plain] makes them
    public boolean match(String words) {
        return SPACE.splitAsStream(words).limit(MOST_WORDS + 1L).count() <= MOST_WORDS
                && whole.matcher(words + " ").matches();
    }

    /// Lower case, without accents, words with one space between.
    public static String plain(String said) {
        var lower = said.toLowerCase(Locale.ROOT);
        var bare = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        var joined = bare.replace("'", "").replace("’", "");
        return NO_WORD.matcher(joined).replaceAll(" ").strip();
    }

    /// Every word is followed by a space.
    private static String expression(String phrases) {
        var expression = new StringBuilder();
        var tokens = TOKEN.matcher(phrases);
        while (tokens.find()) {
            expression.append(
                    switch (tokens.group()) {
                        case "(", "[" -> "(?:";
                        case ")" -> ")";
                        case "]" -> ")?";
                        case "|" -> "|";
                        default -> words(tokens.group());
                    });
        }
        return expression.toString();
    }

    private static String words(String token) {
        return String.join(
                "", List.of(plain(token).split(" ")).stream().map(word -> word + " ").toList());
    }
}
