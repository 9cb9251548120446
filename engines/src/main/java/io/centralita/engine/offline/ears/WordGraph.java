package io.centralita.engine.offline.ears;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The sentences of a [WordNet] as the smallest graph in which each beginning of a sentence leads
/// to one state. Immutable. State 0 is the start.
final class WordGraph {
    /// @param next the state after each word, by the word's number
    record State(boolean end, SortedMap<Integer, Integer> next) {}

    private final List<State> states = new ArrayList<>();

    WordGraph(WordNet net) {
        var loose = determinise(net);
        var number = new int[loose.size()];
        Arrays.fill(number, -1);
        var known = new HashMap<State, Integer>();
        int start = minimise(loose, 0, number, known);
        moveToFront(start);
    }

    List<State> states() {
        return states;
    }

    private static List<State> determinise(WordNet net) {
        var sets = new ArrayList<Set<Integer>>();
        var found = new HashMap<Set<Integer>, Integer>();
        var result = new ArrayList<State>();
        var first = closure(net, List.of(WordNet.START));
        sets.add(first);
        found.put(first, 0);
        for (int at = 0; at < sets.size(); at++) {
            var byWord = new TreeMap<Integer, List<Integer>>();
            for (int state : sets.get(at)) {
                for (var arc : net.from(state)) {
                    if (arc.word() >= 0) {
                        byWord.computeIfAbsent(arc.word(), w -> new ArrayList<>()).add(arc.to());
                    }
                }
            }
            var next = new TreeMap<Integer, Integer>();
            for (var entry : byWord.entrySet()) {
                var set = closure(net, entry.getValue());
                var number = found.get(set);
                if (number == null) {
                    number = sets.size();
                    found.put(set, number);
                    sets.add(set);
                }
                next.put(entry.getKey(), number);
            }
            result.add(new State(sets.get(at).contains(net.end()), next));
        }
        return result;
    }

    /// The states reached in silence that matter: those with a word to say, and the end.
    private static Set<Integer> closure(WordNet net, List<Integer> from) {
        var seen = new TreeSet<Integer>(from);
        var open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (var arc : net.from(open.pop())) {
                if (arc.word() < 0 && seen.add(arc.to())) {
                    open.push(arc.to());
                }
            }
        }
        seen.removeIf(
                s -> s != net.end() && net.from(s).stream().noneMatch(arc -> arc.word() >= 0));
        return seen;
    }

    private int minimise(List<State> loose, int at, int[] number, Map<State, Integer> known) {
        if (number[at] < 0) {
            var next = new TreeMap<Integer, Integer>();
            loose.get(at)
                    .next()
                    .forEach((word, to) -> next.put(word, minimise(loose, to, number, known)));
            var state = new State(loose.get(at).end(), next);
            var same = known.get(state);
            if (same == null) {
                same = states.size();
                states.add(state);
                known.put(state, same);
            }
            number[at] = same;
        }
        return number[at];
    }

    private void moveToFront(int start) {
        for (int at = 0; at < states.size(); at++) {
            var next = new TreeMap<>(states.get(at).next());
            next.replaceAll((word, to) -> to == start ? 0 : to == 0 ? start : to);
            states.set(at, new State(states.get(at).end(), next));
        }
        var first = states.get(start);
        states.set(start, states.getFirst());
        states.set(0, first);
    }
}
