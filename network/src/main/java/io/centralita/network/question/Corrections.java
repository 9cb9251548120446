package io.centralita.network.question;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Lets a caller take back what slipped out: «el doce, no, perdón, el trece». After a word of
/// correction a router, an interface, a service or a detail takes the place of the ones of its kind
/// said before. Without such a word all of them are meant.
///
/// The words of correction themselves go, so that a «no» or a «se me fue» of somebody who hesitates
/// is no state of anything.
final class Corrections {
    private static final Set<String> NO = Set.of("no", "not");
    private static final Set<String> AND = Set.of("y", "e", "o", "tambien", "and", "or", "also");
    private static final Set<String> LEADING =
            Set.of("el", "la", "los", "en", "del", "de", "al", "the", "on", "of", "in", "is");
    private static final Concept[] SERVICES = {Concept.PPPOE, Concept.HOTSPOT, Concept.DHCP};
    private static final Concept[] DETAILS = {
        Concept.CPU, Concept.MEMORY, Concept.UPTIME, Concept.TEMPERATURE, Concept.VERSION
    };

    private enum Kind {
        ROUTER,
        INTERFACE,
        SERVICE,
        DETAIL
    }

    /// @param words as said
    /// @param breaks how many words stand before each mark of punctuation
    record Spoken(List<String> words, List<Integer> breaks) {
        boolean isBreak(int at) {
            return at == 0 || at >= words.size() || breaks.contains(at);
        }

        Spoken without(Set<Integer> places) {
            var kept = new ArrayList<String>();
            for (int i = 0; i < words.size(); i++) {
                if (!places.contains(i)) {
                    kept.add(words.get(i));
                }
            }
            var moved =
                    breaks.stream()
                            .map(at -> at - (int) places.stream().filter(p -> p < at).count())
                            .toList();
            return new Spoken(List.copyOf(kept), moved);
        }
    }

    /// @param starts the place of each of the sentence's words among those said
    private record Said(Map<Kind, Set<Integer>> slots, Sentence sentence, List<Integer> starts) {
        Set<Integer> of(Kind kind) {
            return slots.getOrDefault(kind, Set.of());
        }
    }

    private final Lexicon lexicon;
    private final Function<List<String>, Sentence> sentences;
    private final Consumer<Sentence> interfaces;
    private final Consumer<Sentence> routers;

    /// @param interfaces marks the interface of a sentence
    /// @param routers marks the routers of a sentence
    Corrections(
            Lexicon lexicon,
            Function<List<String>, Sentence> sentences,
            Consumer<Sentence> interfaces,
            Consumer<Sentence> routers) {
        this.lexicon = lexicon;
        this.sentences = sentences;
        this.interfaces = interfaces;
        this.routers = routers;
    }

    /// What remains once everything taken back is gone.
    Spoken applied(Spoken spoken) {
        var remaining = spoken;
        for (int at = 0; at < remaining.words().size(); at++) {
            var gone = gone(remaining, at);
            if (!gone.isEmpty() && gone.size() < remaining.words().size()) {
                remaining = remaining.without(gone);
                at = -1;
            }
        }
        return remaining;
    }

    private Set<Integer> gone(Spoken spoken, int at) {
        var end = marker(spoken, at);
        if (end == at) {
            return NO.contains(spoken.words().get(at)) ? refused(spoken, at) : Set.of();
        }
        var gone = new TreeSet<Integer>();
        for (int i = at; i < end; i++) {
            gone.add(i);
        }
        if (at == 0) {
            if (NO.contains(spoken.words().getFirst())) {
                gone.addAll(replaced(spoken, end, nextRequest(spoken, end)));
            }
        } else if (end < spoken.words().size()) {
            gone.addAll(replaced(spoken, 0, at, end));
        }
        return gone;
    }

    /// «no, el doce ya lo vi, dime el siete»: the request said after the refusal counts.
    private Set<Integer> replaced(Spoken spoken, int from, int request) {
        if (request >= spoken.words().size()
                || replaced(spoken, from, request, request).isEmpty()) {
            return Set.of();
        }
        return IntStream.range(from, request).boxed().collect(Collectors.toSet());
    }

    private int nextRequest(Spoken spoken, int from) {
        for (int i = from + 1; i < spoken.words().size(); i++) {
            var hit = lexicon.longest(plain(spoken), i);
            if (hit != null && hit.concept() == Concept.ASK && spoken.isBreak(i)) {
                return i;
            }
        }
        return spoken.words().size();
    }

    /// «no la lan, la wifi», «el doce no, el trece».
    private Set<Integer> refused(Spoken spoken, int at) {
        var words = spoken.words();
        var next = at + 1;
        while (next < words.size() && !spoken.isBreak(next)) {
            next++;
        }
        var gone = new TreeSet<Integer>();
        if (next == at + 1 && at > 0) {
            gone.addAll(endingAt(spoken, at, next));
        } else if (spoken.isBreak(at) && next < words.size()) {
            var refused = said(words.subList(at + 1, next));
            var after = said(words.subList(next, words.size()));
            for (var kind : Kind.values()) {
                if (!after.of(kind).isEmpty() && isAll(refused, refused.of(kind))) {
                    refused.of(kind).forEach(place -> gone.add(place + at + 1));
                }
            }
        }
        if (!gone.isEmpty()) {
            gone.add(at);
        }
        return gone;
    }

    /// Whether nothing but small words stands beside these places.
    private static boolean isAll(Said said, Set<Integer> places) {
        if (places.isEmpty()) {
            return false;
        }
        for (int i = 0; i < said.sentence().size(); i++) {
            var text = said.sentence().text(i);
            if (!places.contains(said.starts().get(i))
                    && !LEADING.contains(text)
                    && !said.sentence().is(i, Concept.ROUTER, Concept.INTERFACE)) {
                return false;
            }
        }
        return true;
    }

    /// The slots right before a place, where one of their kind follows.
    private Set<Integer> endingAt(Spoken spoken, int at, int from) {
        var before = said(spoken.words().subList(0, at));
        var after = said(spoken.words().subList(from, spoken.words().size()));
        for (var kind : Kind.values()) {
            if (before.of(kind).contains(at - 1) && !after.of(kind).isEmpty()) {
                return before.of(kind);
            }
        }
        return Set.of();
    }

    private Set<Integer> replaced(Spoken spoken, int from, int to, int resumed) {
        var words = spoken.words();
        if (AND.contains(words.get(resumed))) {
            return Set.of();
        }
        var before = said(words.subList(from, to));
        var after = said(words.subList(resumed, words.size()));
        var gone = new TreeSet<Integer>();
        for (var kind : Kind.values()) {
            if (!after.of(kind).isEmpty()) {
                before.of(kind).forEach(place -> gone.add(place + from));
            }
        }
        bareNumber(before, after).forEach(place -> gone.add(place + from));
        return gone;
    }

    /// «puerto tres, no, cuatro»: a number alone takes the place of the number right before.
    private static Set<Integer> bareNumber(Said before, Said after) {
        var first = 0;
        while (LEADING.contains(after.sentence().text(first))) {
            first++;
        }
        var last = before.sentence().size() - 1;
        var numbers =
                first < after.sentence().size()
                        && after.sentence().word(first).isNumber()
                        && after.sentence().isUnknown(first)
                        && before.sentence().is(last, Concept.SLOT)
                        && before.sentence().word(last).isNumber();
        var gone = new TreeSet<Integer>();
        if (numbers) {
            for (int i = 0; i < before.sentence().word(last).spoken(); i++) {
                gone.add(before.starts().get(last) + i);
            }
        }
        return gone;
    }

    /// The first place after the words of correction that begin here, the place itself without any.
    private int marker(Spoken spoken, int at) {
        var end = at;
        var certain = false;
        for (int i = at; i < spoken.words().size(); i = end) {
            var hit = hit(spoken, i);
            var pause = hit != null && hit.concept() == Concept.PAUSE;
            var correction = hit != null && hit.concept() == Concept.CORRECTION;
            var to = hit == null ? i + 1 : hit.to();
            if (!pause && !correction && !NO.contains(spoken.words().get(i))) {
                break;
            }
            if (!correction && i > at && !isPaused(spoken, i, to)) {
                break;
            }
            certain |= correction;
            end = to;
        }
        if (end == at || certain) {
            return end;
        }
        var paused = spoken.isBreak(at) && spoken.isBreak(end);
        return paused || isBetween(spoken, at, end) ? end : at;
    }

    private boolean isPaused(Spoken spoken, int from, int to) {
        return spoken.isBreak(to)
                || (concept(spoken, to) == Concept.CORRECTION)
                || (spoken.isBreak(from) && concept(spoken, to) == Concept.PAUSE);
    }

    /// «el doce no el trece»: a slot on either side.
    private boolean isBetween(Spoken spoken, int at, int end) {
        var words = spoken.words();
        var resumed = end;
        while (resumed < words.size() && LEADING.contains(words.get(resumed))) {
            resumed++;
        }
        if (at == 0 || resumed >= words.size()) {
            return false;
        }
        var before = said(words.subList(0, at));
        var after = said(words.subList(end, words.size()));
        for (var kind : Kind.values()) {
            var touches = before.of(kind).contains(at - 1) || spoken.isBreak(at);
            if (touches && !before.of(kind).isEmpty() && after.of(kind).contains(resumed - end)) {
                return true;
            }
        }
        return false;
    }

    private Lexicon.@Nullable Hit hit(Spoken spoken, int at) {
        return lexicon.correction(plain(spoken), at);
    }

    private static List<Word> plain(Spoken spoken) {
        return spoken.words().stream().map(Word::of).toList();
    }

    private @Nullable Concept concept(Spoken spoken, int at) {
        var hit = hit(spoken, at);
        return hit == null ? null : hit.concept();
    }

    private Said said(List<String> words) {
        var sentence = sentences.apply(words);
        var starts = new ArrayList<Integer>();
        int start = 0;
        for (int i = 0; i < sentence.size(); i++) {
            starts.add(start);
            start += sentence.word(i).spoken();
        }
        var slots = new EnumMap<Kind, Set<Integer>>(Kind.class);
        slots.put(Kind.SERVICE, places(sentence, starts, SERVICES));
        slots.put(Kind.DETAIL, places(sentence, starts, DETAILS));
        interfaces.accept(sentence);
        slots.put(Kind.INTERFACE, places(sentence, starts, Concept.SLOT));
        routers.accept(sentence);
        var named = new TreeSet<>(places(sentence, starts, Concept.SLOT));
        named.removeAll(slots.getOrDefault(Kind.INTERFACE, Set.of()));
        slots.put(Kind.ROUTER, named);
        return new Said(slots, sentence, List.copyOf(starts));
    }

    private static Set<Integer> places(
            Sentence sentence, List<Integer> starts, Concept... concepts) {
        var places = new TreeSet<Integer>();
        for (int i = 0; i < sentence.size(); i++) {
            if (sentence.is(i, concepts)) {
                for (int spoken = 0; spoken < sentence.word(i).spoken(); spoken++) {
                    places.add(starts.get(i) + spoken);
                }
            }
        }
        return places;
    }
}
