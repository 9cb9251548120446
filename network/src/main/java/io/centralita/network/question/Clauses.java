package io.centralita.network.question;

import io.centralita.network.question.Question.Declined;
import io.centralita.network.question.Question.Declined.Why;
import io.centralita.network.question.Question.OfRouters;
import io.centralita.network.question.Question.WhichRouter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Finds the question among what is said around it: «acabo de cambiar el cable, mira si levantó»,
/// «estoy cerrando el mes y necesito saber cuántos clientes hay».
///
/// What is said as a whole goes first. Only where that is no question is what comes before a comma
/// or a «dime» left away, and what comes after a «porque» — never an order, nor what is asked
/// about.
final class Clauses {
    private static final int SHORTEST_STORY = 4;
    private static final Set<String> MODIFIERS =
            Set.of("en", "de", "del", "in", "on", "at", "of", "from", "para", "for", "by", "por");
    private static final Set<String> ARTICLES = Set.of("el", "la", "los", "las", "the", "this");
    private static final Concept[] ASKED_ABOUT = {
        Concept.CLIENT,
        Concept.TRAFFIC,
        Concept.CONSUME,
        Concept.GATEWAY,
        Concept.CPU,
        Concept.MEMORY,
        Concept.PPPOE,
        Concept.HOTSPOT,
        Concept.DHCP
    };

    private final List<String> words;
    private final Function<List<String>, Sentence> sentences;
    private final Function<List<String>, Question> questions;
    private final Set<Integer> begins = new TreeSet<>();
    private final Set<Integer> asked = new TreeSet<>();
    private final Set<Integer> reasons = new TreeSet<>();

    /// @param breaks word counts before punctuation
    Clauses(
            List<String> words,
            List<Integer> breaks,
            Lexicon lexicon,
            Function<List<String>, Sentence> sentences,
            Function<List<String>, Question> questions) {
        this.words = words;
        this.sentences = sentences;
        this.questions = questions;
        var plain = words.stream().map(Word::of).toList();
        for (int i = 0; i < words.size(); i++) {
            var hit = lexicon.longest(plain, i);
            if (hit != null && hit.concept() == Concept.ASK) {
                asked.add(i);
            } else if (hit != null && hit.concept() == Concept.REASON) {
                reasons.add(i);
            }
        }
        begins.addAll(asked);
        breaks.stream().filter(i -> i > 0 && i < words.size()).forEach(begins::add);
    }

    Question question() {
        var whole = questions.apply(words);
        if (!isLeft(whole)) {
            return whole;
        }
        reasons.add(words.size());
        begins.add(0);
        for (var begin : begins) {
            for (var end : reasons) {
                if (begin < end && isDroppable(begin) && (begin > 0 || end < words.size())) {
                    var question = questions.apply(words.subList(begin, end));
                    if (isBetter(question, whole, begin)) {
                        return question;
                    }
                }
            }
        }
        return whole;
    }

    private static boolean isLeft(Question whole) {
        return whole instanceof WhichRouter
                || (whole instanceof Declined(var why) && why != Why.SECRET);
    }

    private boolean isBetter(Question question, Question whole, int begin) {
        if (question instanceof Declined || question instanceof WhichRouter) {
            return false;
        }
        var namesRouters = question instanceof OfRouters of && !of.routers().isEmpty();
        var stray = sentences.apply(words.subList(0, begin)).concepts().contains(Concept.SLOT);
        return namesRouters || !(whole instanceof WhichRouter || stray);
    }

    /// «y el mes pasado, …»: the time of the question, no story of its own.
    private static boolean isOnlyPast(Sentence story) {
        var past = false;
        for (int i = 0; i < story.size(); i++) {
            past |= story.is(i, Concept.PAST);
            if (!story.is(i, Concept.PAST) && !story.isWeightless(i)) {
                return false;
            }
        }
        return past;
    }

    private boolean isDroppable(int begin) {
        if (begin == 0) {
            return true;
        }
        var story = sentences.apply(words.subList(0, begin));
        var concepts = story.concepts();
        if (concepts.contains(Concept.ACTION)
                || concepts.contains(Concept.SECRET)
                || story.opening() == Concept.ACTION_FIRST
                || List.of(ASKED_ABOUT).stream().anyMatch(concepts::contains)) {
            return false;
        }
        var first = ARTICLES.contains(story.text(0)) ? 1 : 0;
        var modifies =
                MODIFIERS.contains(story.text(0))
                        || story.is(first, Concept.PAST)
                        || isOnlyPast(story);
        return asked.contains(begin) || (begin >= SHORTEST_STORY && !modifies);
    }
}
