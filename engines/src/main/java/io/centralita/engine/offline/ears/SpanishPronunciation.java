package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Spanish by its spelling, written in the phones of an English model.
///
/// A word is first turned into Spanish sounds ([SpanishSounds]); each sound has one or two English
/// phones that come near it, and what speakers do differently (ceceo or seseo, a soft or a hard
/// "d", an open or a closed vowel) makes the variants. Borrowed words are respelled the ways people
/// say them; that list is data.
final class SpanishPronunciation implements Pronunciations {
    private static final int MOST_VARIANTS = 8;

    private static final Map<String, List<String>> PHONES =
            Map.ofEntries(
                    Map.entry("a", List.of("AA", "AH")),
                    Map.entry("e", List.of("EH", "EY")),
                    Map.entry("i", List.of("IY")),
                    Map.entry("o", List.of("OW", "AO")),
                    Map.entry("u", List.of("UW")),
                    Map.entry("j", List.of("Y", "IY")),
                    Map.entry("w", List.of("W", "UW")),
                    Map.entry("p", List.of("P")),
                    Map.entry("b", List.of("B", "V")),
                    Map.entry("t", List.of("T")),
                    Map.entry("d", List.of("D", "DH")),
                    Map.entry("k", List.of("K")),
                    Map.entry("g", List.of("G")),
                    Map.entry("f", List.of("F")),
                    Map.entry("z", List.of("S", "TH")),
                    Map.entry("s", List.of("S")),
                    Map.entry("x", List.of("HH")),
                    Map.entry("m", List.of("M")),
                    Map.entry("n", List.of("N")),
                    Map.entry("ny", List.of("N Y")),
                    Map.entry("l", List.of("L")),
                    Map.entry("ll", List.of("Y", "JH")),
                    Map.entry("rr", List.of("R")),
                    Map.entry("r", List.of("R", "D")),
                    Map.entry("ch", List.of("CH")));

    private static final Map<String, String> FALLING =
            Map.of("a j", "AY", "e j", "EY", "o j", "OY", "a w", "AW", "o w", "OW");

    /// What a speaker does throughout a word.
    private enum Habit {
        PLAIN,
        OPEN_VOWELS,
        CLOSED_END,
        CECEO,
        ROUND,
        SOFT,
        SOFTER
    }

    private final Map<String, List<String>> respelled;

    /// @param respelled borrowed words, each with the ways it would be written if it were Spanish
    SpanishPronunciation(Map<String, List<String>> respelled) {
        this.respelled = Map.copyOf(respelled);
    }

    @Override
    public List<List<String>> of(String word) {
        var all = new LinkedHashSet<List<String>>();
        for (var spelling : respelled.getOrDefault(word, List.of(spellable(word)))) {
            var sounds = SpanishSounds.of(spelling);
            var variants = new LinkedHashSet<List<String>>();
            for (var habit : Habit.values()) {
                variants.add(render(sounds, habit));
            }
            variants.stream().limit(MOST_VARIANTS).forEach(all::add);
        }
        return List.copyOf(all);
    }

    /// A word without a vowel is said by the names of its letters.
    private static String spellable(String word) {
        return SpanishSounds.hasVowel(word) ? word : SpanishSounds.spellOut(word);
    }

    private static List<String> render(List<String> sounds, Habit habit) {
        var phones = new ArrayList<String>();
        for (int at = 0; at < sounds.size(); at++) {
            if (at + 1 < sounds.size()) {
                var falling = FALLING.get(sounds.get(at) + " " + sounds.get(at + 1));
                if (falling != null) {
                    phones.add(falling);
                    at++;
                    continue;
                }
            }
            var sound = sounds.get(at);
            var choices = PHONES.getOrDefault(sound, List.of());
            if (!choices.isEmpty()) {
                var phone = pick(sound, choices, habit, at, at == sounds.size() - 1);
                phones.addAll(List.of(phone.split(" ", -1)));
            }
        }
        return List.copyOf(phones);
    }

    private static String pick(
            String sound, List<String> choices, Habit habit, int at, boolean last) {
        boolean second =
                switch (habit) {
                    case PLAIN -> false;
                    case OPEN_VOWELS -> sound.equals("a") || sound.equals("o");
                    case CLOSED_END -> (sound.equals("e") && last) || sound.equals("r");
                    case CECEO -> sound.equals("e") || sound.equals("z");
                    case ROUND -> sound.equals("o") || sound.equals("r");
                    case SOFT -> (sound.equals("a") && last) || (sound.equals("d") && at > 0);
                    case SOFTER ->
                            sound.equals("b")
                                    || sound.equals("j")
                                    || sound.equals("ll")
                                    || sound.equals("w");
                };
        return second ? choices.getLast() : choices.getFirst();
    }
}
