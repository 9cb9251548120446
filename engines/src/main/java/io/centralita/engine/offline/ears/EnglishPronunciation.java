package io.centralita.engine.offline.ears;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// English by the dictionary that comes with the acoustic model; what it does not have (names,
/// mostly) by a small list of our own, and else as if it were Spanish, which such names are here.
final class EnglishPronunciation implements Pronunciations {
    private static final String DICTIONARY = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";

    private final Map<String, List<List<String>>> known = new HashMap<>();
    private final Pronunciations otherwise;

    /// Reads of the dictionary only what is needed.
    ///
    /// @param own words in phones, several ways apiece; they go before the dictionary's
    EnglishPronunciation(Set<String> words, Map<String, List<String>> own, Pronunciations otherwise)
            throws IOException {
        this.otherwise = otherwise;
        own.forEach(
                (word, ways) ->
                        known.put(
                                word,
                                new ArrayList<>(
                                        ways.stream()
                                                .map(w -> List.of(w.split(" ", -1)))
                                                .toList())));
        var stream = EnglishPronunciation.class.getResourceAsStream(DICTIONARY);
        if (stream == null) {
            throw new IOException("the English dictionary is missing: " + DICTIONARY);
        }
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (space < 0) {
                    continue;
                }
                int variant = line.indexOf('(');
                var word = line.substring(0, variant > 0 && variant < space ? variant : space);
                if (words.contains(word) && !own.containsKey(word)) {
                    known.computeIfAbsent(word, w -> new ArrayList<>())
                            .add(List.of(line.substring(space + 1).strip().split(" ", -1)));
                }
            }
        }
    }

    @Override
    public List<List<String>> of(String word) {
        var ways = known.get(word);
        return ways == null ? otherwise.of(word) : List.copyOf(ways);
    }
}
