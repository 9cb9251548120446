package io.centralita.network.question;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Repairs slips of the finger and of the recogniser: a word that nobody knows becomes the one
/// known word that sounds the same or is a letter or two away; two candidates are no repair unless
/// they mean the same.
final class Spelling {
    private static final int SHORTEST_BY_SOUND = 4;

    private final Lexicon lexicon;
    private final Set<String> known = new HashSet<>();
    private final Set<String> targets = new HashSet<>();
    private final Map<String, String> bySound = new HashMap<>();

    Spelling(Lexicon lexicon, Collection<String> numbers) {
        this.lexicon = lexicon;
        known.addAll(lexicon.words());
        known.addAll(numbers);
        targets.addAll(numbers);
        lexicon.words().stream().filter(this::isWorthRepairing).forEach(targets::add);
        for (var word : targets) {
            if (word.length() >= SHORTEST_BY_SOUND) {
                bySound.putIfAbsent(Similarity.sound(word), word);
            }
        }
    }

    /// Not towards words that only decline or mean nothing: a slip must not turn into one.
    private boolean isWorthRepairing(String word) {
        var concept = lexicon.concept(word);
        return concept != null && concept.compareTo(Concept.HELP) <= 0 && concept != Concept.NOT;
    }

    boolean knows(String word) {
        return known.contains(word) || lexicon.knows(word) || Text.isDigits(word);
    }

    List<String> repair(List<String> words) {
        return words.stream().map(this::repair).toList();
    }

    private String repair(String word) {
        if (knows(word) || word.length() < SHORTEST_BY_SOUND) {
            return word;
        }
        var same = bySound.get(Similarity.sound(word));
        if (same != null) {
            return same;
        }
        var best = Similarity.allowed(word);
        if (best == 0) {
            return word;
        }
        var found = new HashSet<String>();
        for (var target : targets) {
            if (target.length() < 5) {
                continue;
            }
            var distance = Similarity.distance(word, target, best);
            if (distance < best) {
                found.clear();
                best = distance;
            }
            if (distance == best) {
                found.add(target);
            }
        }
        return meanTheSame(found) ? found.iterator().next() : word;
    }

    private boolean meanTheSame(Set<String> found) {
        if (found.size() == 1) {
            return true;
        }
        var concepts = new HashSet<Concept>();
        for (var word : found) {
            var concept = lexicon.concept(word);
            if (concept == null) {
                return false;
            }
            concepts.add(concept);
        }
        return concepts.size() == 1;
    }
}
