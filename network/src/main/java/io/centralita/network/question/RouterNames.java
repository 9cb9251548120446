package io.centralita.network.question;

import io.centralita.network.router.Router;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the routers that a question names: by number («el 146»), by name, by identity or by a part
/// of it («torre norte», «la norte»), in either language.
final class RouterNames {
    private static final Set<String> SMALL =
            Set.of("de", "del", "la", "el", "of", "the", "llamado", "called", "named");
    private static final Set<String> NUMBERING =
            Set.of("numero", "num", "number", "no", "nro", "guion", "dash", "el", "de", "la");
    private static final Set<String> BEFORE_A_BARE_NUMBER =
            Set.of("el", "en", "del", "de", "al", "tiene", "the", "on", "of", "in", "does", "is");

    private static final Set<String> ANY =
            Set.of("algun", "ningun", "un", "cada", "otro", "any", "a", "each", "every", "no");

    /// English says the kind of a place last.
    private static final Set<String> KINDS_LAST = Set.of("tower", "node");

    /// What a router can be asked about, and its state.
    private static final Set<Concept> ASKED =
            EnumSet.of(
                    Concept.CLIENT,
                    Concept.PEOPLE,
                    Concept.WHO,
                    Concept.DEVICE,
                    Concept.ROUTER,
                    Concept.TRAFFIC,
                    Concept.CONSUME,
                    Concept.LOAD,
                    Concept.MOVE,
                    Concept.BUSIEST,
                    Concept.INTERFACE,
                    Concept.GATEWAY,
                    Concept.INTERNET,
                    Concept.CPU,
                    Concept.MEMORY,
                    Concept.UPTIME,
                    Concept.TEMPERATURE,
                    Concept.VERSION,
                    Concept.PPPOE,
                    Concept.HOTSPOT,
                    Concept.DHCP,
                    Concept.STATE,
                    Concept.PROBLEM,
                    Concept.DOWN,
                    Concept.UP,
                    Concept.FREE,
                    Concept.SLOT);

    /// @param routers the ones named, empty for none
    /// @param unknown a name that is no router's, in capitals
    /// @param ambiguous routers that a part of a name fits equally well
    record Found(List<Router> routers, @Nullable String unknown, List<Router> ambiguous) {}

    private final Map<Router, Set<String>> names = new LinkedHashMap<>();
    private final Map<Router, String> numbers = new HashMap<>();
    private final Map<String, String> translations = new HashMap<>();
    private final Set<String> kinds = new HashSet<>();

    RouterNames(List<Router> routers, Set<String> routerWords) {
        for (var line : Resources.lines("places.txt")) {
            if (line.head().equals("kinds")) {
                kinds.addAll(line.entries());
                continue;
            }
            for (var word : line.entries()) {
                translations.put(word.replace(" ", ""), line.entries().getFirst());
            }
        }
        for (var router : routers) {
            var words = new LinkedHashSet<String>();
            for (var word : Text.words(router.identity() + " " + router.name())) {
                if (Text.isDigits(word)) {
                    numbers.put(router, word);
                } else if (!routerWords.contains(word) || isOf(router.identity(), word)) {
                    words.add(translated(word));
                }
            }
            names.put(router, words);
        }
    }

    /// Whether names of routers are made of this word, ours or others'.
    boolean isPlace(String word) {
        return translations.containsKey(word) || kinds.contains(word);
    }

    /// Whether a name of a place follows, and nothing else makes sense: «cerro …».
    boolean isPlaceOnly(String word) {
        return kinds.contains(word) && !translations.containsKey(word);
    }

    private static boolean isOf(String identity, String word) {
        var words = Text.words(identity);
        return words.size() > 1 && words.contains(word);
    }

    private String translated(String word) {
        return translations.getOrDefault(word, word);
    }

    Found find(Sentence sentence) {
        var search = new Search(sentence);
        search.identities();
        search.numbers();
        if (search.unknown == null && search.routers.isEmpty()) {
            search.strangers();
            search.places();
        }
        if (search.ambiguous.stream().anyMatch(search.routers::contains)) {
            search.ambiguous.clear();
        }
        return new Found(
                List.copyOf(search.routers), search.unknown, List.copyOf(search.ambiguous));
    }

    private final class Search {
        private final Sentence sentence;
        private final Set<Router> routers = new LinkedHashSet<>();
        private final Set<Router> ambiguous = new LinkedHashSet<>();
        private @Nullable String unknown;

        Search(Sentence sentence) {
            this.sentence = sentence;
        }

        void identities() {
            for (int i = 0; i < sentence.size(); i++) {
                var run = run(i);
                if (!run.isEmpty()) {
                    identity(run);
                    i = run.getLast();
                }
            }
        }

        /// Places of words of identities, one after the other apart from small words.
        private List<Integer> run(int from) {
            var places = new ArrayList<Integer>();
            for (int i = from; i < sentence.size(); i++) {
                if (named(i).isEmpty()) {
                    if (places.isEmpty() || !SMALL.contains(sentence.text(i))) {
                        break;
                    }
                } else {
                    places.add(i);
                }
            }
            return places;
        }

        private void identity(List<Integer> run) {
            var strong = run.stream().filter(this::isTelling).toList();
            if (strong.isEmpty() && (run.size() < 2 || matching(run, run.size()).size() != 1)) {
                return;
            }
            var all = matching(run, run.size());
            var places = all.isEmpty() ? strong : run;
            var found = all.isEmpty() ? matching(strong, strong.size()) : all;
            if (found.isEmpty()) {
                severalOf(strong);
                return;
            }
            if (all.isEmpty() && isContradicted(run, strong, found)) {
                take(run.getFirst(), run.getLast());
                return;
            }
            var before = found.size() > 1 ? strangerBefore(run.getFirst()) : run.getFirst();
            if (before < run.getFirst()) {
                take(before, run.getLast());
                return;
            }
            var stranger = strangerAfter(run.getLast());
            var whole =
                    found.size() == 1 && names(found.getFirst()).size() <= matched(places).size();
            if (stranger > run.getLast() && !whole) {
                unknown = upper(run.getFirst(), stranger + 1);
                sentence.mark(run.getFirst(), stranger + 1, Concept.SLOT);
                return;
            }
            places.forEach(place -> sentence.mark(place, place + 1, Concept.SLOT));
            if (found.size() == 1) {
                routers.add(found.getFirst());
            } else {
                ambiguous.addAll(found);
            }
        }

        /// «nodo sur» where there are a NODO RURAL and a TORRE SUR: a name of its own.
        private boolean isContradicted(
                List<Integer> run, List<Integer> strong, List<Router> found) {
            var first = run.getFirst();
            return sentence.is(first, Concept.ROUTER)
                    && strong.contains(first + 1)
                    && found.stream()
                            .noneMatch(router -> names(router).size() <= matched(strong).size());
        }

        /// Words of different routers in a row, «fibra optica torre norte»: each for itself.
        private void severalOf(List<Integer> places) {
            for (var place : places) {
                var found = named(place);
                if (found.size() == 1) {
                    routers.addAll(found);
                    sentence.mark(place, place + 1, Concept.SLOT);
                } else if (found.stream().anyMatch(routers::contains) || place < places.getLast()) {
                    sentence.mark(place, place + 1, Concept.SLOT);
                } else {
                    ambiguous.addAll(found);
                    sentence.mark(place, place + 1, Concept.SLOT);
                }
            }
        }

        /// The last of the unknown words that follow, or the place itself.
        private int strangerAfter(int place) {
            var last = place;
            while (isStranger(last + 1) || isPlace(last + 1)) {
                last++;
            }
            return last;
        }

        /// "Blue Ridge tower": the first of the unknown words before, or the place itself.
        private int strangerBefore(int place) {
            var first = place;
            while (KINDS_LAST.contains(sentence.text(place))
                    && (isStranger(first - 1) || isPlace(first - 1))) {
                first--;
            }
            return first;
        }

        /// «torre este»: a word of router names, but of none of ours.
        private boolean isPlace(int at) {
            return translations.containsKey(sentence.text(at)) && named(at).isEmpty();
        }

        private boolean isStranger(int at) {
            return sentence.isStranger(at);
        }

        private List<Router> matching(List<Integer> places, int atLeast) {
            return names.keySet().stream()
                    .filter(
                            router ->
                                    places.stream().filter(p -> named(p).contains(router)).count()
                                            >= Math.max(1, atLeast))
                    .toList();
        }

        private Set<String> matched(List<Integer> places) {
            var words = new HashSet<String>();
            places.forEach(place -> words.add(translated(sentence.text(place))));
            return words;
        }

        /// A word that is not at the same time the name of a service or of routers in general.
        private boolean isTelling(int place) {
            return !sentence.is(
                    place,
                    Concept.ROUTER,
                    Concept.HOTSPOT,
                    Concept.PPPOE,
                    Concept.DHCP,
                    Concept.NETWORK,
                    Concept.FILLER);
        }

        private List<Router> named(int place) {
            if (!sentence.isFree(place) || sentence.word(place).isNumber()) {
                return List.of();
            }
            var word = translated(sentence.text(place));
            var loose = sentence.isUnknown(place);
            return names.entrySet().stream()
                    .filter(entry -> entry.getValue().stream().anyMatch(n -> same(n, word, loose)))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private static boolean same(String name, String word, boolean loose) {
            return name.equals(word)
                    || (loose && word.length() >= 4 && sounds(name, word))
                    || (loose && name.length() >= 5 && Similarity.close(word, name));
        }

        private static boolean sounds(String name, String word) {
            return Similarity.sound(name).equals(Similarity.sound(word));
        }

        void numbers() {
            for (int i = 0; i < sentence.size(); i++) {
                if (sentence.isFree(i) && sentence.word(i).isNumber()) {
                    number(i);
                }
            }
        }

        private void number(int at) {
            var number = sentence.word(at).text();
            var afterRouter = isAfterRouter(at);
            if (isPronoun(at) && !afterRouter) {
                sentence.mark(at, at + 1, Concept.FILLER);
                return;
            }
            var found =
                    names.keySet().stream()
                            .filter(router -> number.equals(numbers.get(router)))
                            .toList();
            if (found.size() == 1) {
                routers.addAll(found);
            } else if (found.size() > 1) {
                ambiguous.addAll(found);
            } else if (isQuantity(at)) {
                sentence.mark(at, at + 1, Concept.FILLER);
                return;
            } else if (afterRouter || isDue(at)) {
                unknown = number;
            } else {
                return;
            }
            sentence.mark(at, at + 1, Concept.SLOT);
        }

        /// «en el 999», where something of the network is asked.
        private boolean isDue(int at) {
            return BEFORE_A_BARE_NUMBER.contains(sentence.text(at - 1))
                    && sentence.concepts().stream().anyMatch(ASKED::contains);
        }

        private boolean isAfterRouter(int at) {
            var before = at - 1;
            while (before > 0 && NUMBERING.contains(sentence.text(before))) {
                before--;
            }
            return sentence.is(before, Concept.ROUTER, Concept.DEVICE);
        }

        /// «uno», "one": a number only where a router's number is due.
        private boolean isPronoun(int at) {
            var word = sentence.word(at);
            return word.groups().equals(List.of("1"));
        }

        private boolean isQuantity(int at) {
            return sentence.is(
                    at + 1, Concept.CLIENT, Concept.ROUTER, Concept.INTERFACE, Concept.GATEWAY);
        }

        /// «router LUNA», "the LUNA router": a name that no router has.
        void strangers() {
            for (int i = 0; i < sentence.size() && unknown == null; i++) {
                if (sentence.is(i, Concept.ROUTER)
                        && !sentence.text(i).endsWith("s")
                        && !isAsked(i - 1)) {
                    strangerBeside(i);
                }
            }
        }

        /// «qué router», "any router": what follows is no name.
        private boolean isAsked(int at) {
            return sentence.is(at, Concept.WHICH, Concept.COUNT, Concept.LIST)
                    || ANY.contains(sentence.text(at));
        }

        /// «Cerro Azul», «San Pedro»: a kind of place and what it is called.
        void places() {
            for (int i = 0; i < sentence.size() && unknown == null; i++) {
                if (isKind(i) && (isStranger(i + 1) || isPlace(i + 1))) {
                    take(i, strangerAfter(i));
                }
            }
        }

        private boolean isKind(int at) {
            return kinds.contains(sentence.text(at)) && sentence.isFree(at);
        }

        private void strangerBeside(int router) {
            var first = router + 1;
            while (SMALL.contains(sentence.text(first))) {
                first++;
            }
            var named = first == router + 1 && sentence.is(first, Concept.FOREIGN);
            if (named || isStranger(first)) {
                take(isPartOfNames(router) ? router : first, strangerAfter(first));
                return;
            }
            var before = router;
            while (isStranger(before - 1)) {
                before--;
            }
            if (before < router && sentence.text(before - 1).equals("the")) {
                take(before, router - 1);
            }
        }

        private boolean isPartOfNames(int at) {
            return !named(at).isEmpty();
        }

        private void take(int first, int last) {
            unknown = upper(first, last + 1);
            ambiguous.clear();
            sentence.mark(first, last + 1, Concept.SLOT);
        }

        private String upper(int from, int to) {
            var words = new ArrayList<String>();
            for (int i = from; i < to; i++) {
                words.add(sentence.text(i));
            }
            return String.join(" ", words).toUpperCase(Locale.ROOT);
        }
    }

    private Set<String> names(Router router) {
        return names.getOrDefault(router, Set.of());
    }
}
