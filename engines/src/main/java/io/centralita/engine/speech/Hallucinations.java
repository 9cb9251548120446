package io.centralita.engine.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What recognisers write down when nobody spoke: the end of a film's subtitles, `[Music]`, the
/// prompt itself. Stateless.
///
/// Only whole transcripts count, and only what no caller of a switchboard says: «gracias» is the
/// commonest of all and stays.
final class Hallucinations {
    /// Everything between brackets describes a sound, and `♪` is one.
    private static final Pattern SOUNDS = Pattern.compile("\\[[^\\]]*]|\\([^)]*\\)|\\*[^*]*\\*|♪");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private static final Set<String> KNOWN = known();

    private Hallucinations() {}

    /// @param prompt what the recogniser was told beforehand
    static boolean isOne(String text, String prompt) {
        var words = words(SOUNDS.matcher(text).replaceAll(" "));
        return words.isEmpty() || KNOWN.contains(words) || isPrompt(words, prompt);
    }

    /// A caller may say one name of the vocabulary, but not the list of them.
    private static boolean isPrompt(String words, String prompt) {
        var told = words(prompt);
        return told.contains(" ") && words.equals(told);
    }

    /// Without case, accents and punctuation.
    private static String words(String text) {
        var plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return NO_LETTERS.matcher(ACCENTS.matcher(plain).replaceAll("")).replaceAll(" ").strip();
    }

    private static Set<String> known() {
        var name = "hallucinations.txt";
        try (var in = Objects.requireNonNull(Hallucinations.class.getResourceAsStream(name), name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Hallucinations::words)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
