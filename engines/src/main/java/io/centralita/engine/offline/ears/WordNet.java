package io.centralita.engine.offline.ears;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A grammar laid out as states and arcs, without loops: what the search's word graph is made of,
/// and what tells the meaning of a sentence afterwards. Immutable once built.
final class WordNet {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /// The way in.
    static final int START = 0;

    /// @param word −1 where the arc says nothing
    /// @param note what the way tells, null for none
    record Arc(int word, @Nullable Note note, int to) {}

    /// What a way through the grammar tells about its sentence.
    sealed interface Note {}

    record Tagged(String key, String value) implements Note {}

    /// The words from here to the matching [Close] are not written.
    record Open() implements Note {}

    /// @param text null for a number, which is written in digits
    record Close(@Nullable String text, String slot) implements Note {}

    private final List<List<Arc>> arcs = new ArrayList<>();
    private final List<Phrase.Word> words = new ArrayList<>();
    private final Map<Phrase.Word, Integer> wordNumber = new HashMap<>();
    private final List<String> plain = new ArrayList<>();
    private final int end;

    WordNet(Phrase phrase) {
        newState();
        end = add(phrase, START);
    }

    int end() {
        return end;
    }

    int states() {
        return arcs.size();
    }

    List<Arc> from(int state) {
        return arcs.get(state);
    }

    /// All the words there are; a word's place is its number.
    List<Phrase.Word> words() {
        return words;
    }

    /// One way through the net that says exactly these words, an earlier rule's before a later
    /// one's; null where there is none.
    @Nullable List<Arc> way(List<String> sentence) {
        var way = new ArrayList<Arc>();
        return walk(START, sentence, 0, way, new HashSet<>()) ? way : null;
    }

    /// The words' own way: like [#way] by numbers.
    @Nullable List<Arc> wayOf(List<Integer> sentence) {
        return way(sentence.stream().map(w -> words.get(w).text()).toList());
    }

    private boolean walk(
            int state, List<String> sentence, int at, List<Arc> way, Set<Long> deadEnds) {
        if (state == end && at == sentence.size()) {
            return true;
        }
        long here = (long) state * (sentence.size() + 1) + at;
        if (deadEnds.contains(here)) {
            return false;
        }
        for (var arc : arcs.get(state)) {
            boolean says = arc.word >= 0;
            if (says
                    && (at == sentence.size()
                            || !plain.get(arc.word).equals(plain(sentence.get(at))))) {
                continue;
            }
            way.add(arc);
            if (walk(arc.to, sentence, says ? at + 1 : at, way, deadEnds)) {
                return true;
            }
            way.removeLast();
        }
        deadEnds.add(here);
        return false;
    }

    /// People forget accents; no two words of a grammar differ by them alone where it matters.
    private static String plain(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    }

    private int newState() {
        arcs.add(new ArrayList<>());
        return arcs.size() - 1;
    }

    private int arc(int from, int word, @Nullable Note note) {
        int to = newState();
        arcs.get(from).add(new Arc(word, note, to));
        return to;
    }

    private int add(Phrase phrase, int from) {
        return switch (phrase) {
            case Phrase.Word word -> arc(from, number(word), null);
            case Phrase.Tag tag -> arc(from, -1, new Tagged(tag.key(), tag.value()));
            case Phrase.Written written -> {
                int inside = add(written.spoken(), arc(from, -1, new Open()));
                yield arc(inside, -1, new Close(written.text(), written.slot()));
            }
            case Phrase.Digits number -> {
                int inside = add(number.spoken(), arc(from, -1, new Open()));
                yield arc(inside, -1, new Close(null, number.slot()));
            }
            case Phrase.Sequence sequence -> {
                int state = from;
                for (var part : sequence.parts()) {
                    state = add(part, state);
                }
                yield state;
            }
            case Phrase.Choice choice -> {
                var ends = new ArrayList<Integer>();
                for (var option : choice.options()) {
                    ends.add(add(option, from));
                }
                int join = newState();
                for (int each : ends) {
                    arcs.get(each).add(new Arc(-1, null, join));
                }
                yield join;
            }
        };
    }

    private int number(Phrase.Word word) {
        return wordNumber.computeIfAbsent(
                word,
                w -> {
                    words.add(w);
                    plain.add(plain(w.text()));
                    return words.size() - 1;
                });
    }
}
