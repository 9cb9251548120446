package io.centralita.network.question;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words of one question with what each of them has been found to mean so far. Confined to the
/// thread that understands the question.
final class Sentence {
    private static final Set<Concept> WEIGHTLESS =
            EnumSet.of(
                    Concept.FILLER,
                    Concept.GREETING,
                    Concept.ASK,
                    Concept.REASON,
                    Concept.STORY,
                    Concept.CORRECTION,
                    Concept.PAUSE);

    private final List<Word> words;
    private final @Nullable Concept[] concepts;

    Sentence(List<Word> words, Lexicon first, Lexicon second) {
        this.words = words;
        this.concepts = new Concept[words.size()];
        for (int i = 0; i < words.size(); ) {
            var hit = first.longest(words, i);
            if (hit == null && words.get(i).text().length() > 3) {
                hit = second.longest(words, i);
            }
            if (hit == null && Text.isLaughter(words.get(i).text())) {
                hit = new Lexicon.Hit(Concept.FILLER, i + 1);
            }
            var to = hit == null ? i + 1 : hit.to();
            Arrays.fill(concepts, i, to, hit == null ? null : hit.concept());
            i = to;
        }
        new Neighbours(this).settle();
    }

    int size() {
        return words.size();
    }

    Word word(int at) {
        return words.get(at);
    }

    /// The word's text, empty outside of the sentence.
    String text(int at) {
        return at >= 0 && at < words.size() ? words.get(at).text() : "";
    }

    /// Null for a word that nobody knows, and outside of the sentence.
    @Nullable Concept concept(int at) {
        return at >= 0 && at < words.size() ? concepts[at] : null;
    }

    boolean is(int at, Concept... any) {
        var concept = concept(at);
        return concept != null && Arrays.asList(any).contains(concept);
    }

    boolean isUnknown(int at) {
        return at >= 0 && at < words.size() && concepts[at] == null;
    }

    boolean isFree(int at) {
        return at >= 0 && at < words.size() && concepts[at] != Concept.SLOT;
    }

    void mark(int from, int to, Concept concept) {
        Arrays.fill(concepts, from, to, concept);
    }

    Set<Concept> concepts() {
        var found = EnumSet.noneOf(Concept.class);
        for (var concept : concepts) {
            if (concept != null) {
                found.add(concept);
            }
        }
        return found;
    }

    /// The first concept that carries weight, null in a sentence of fillers.
    @Nullable Concept opening() {
        for (var concept : concepts) {
            if (concept != null && !WEIGHTLESS.contains(concept)) {
                return concept;
            }
        }
        return null;
    }

    boolean isWeightless(int at) {
        var concept = concept(at);
        return concept != null && WEIGHTLESS.contains(concept);
    }

    boolean hasUnknown() {
        for (int i = 0; i < words.size(); i++) {
            if (isUnknown(i) && !words.get(i).isNumber()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a word that nobody knows could be a name: no number, no participle.
    boolean isStranger(int at) {
        return isUnknown(at) && !word(at).isNumber() && !Text.isParticiple(text(at));
    }
}
