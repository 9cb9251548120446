package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A word graph spelled out in triphones, as arrays for the search to run over.
///
/// Words that leave one state of the graph share the beginnings of their pronunciations. A phone at
/// a word's edge exists once for each context that makes it sound different, silence between words
/// included. Immutable, shared by all decoders.
final class PhoneNetwork {
    /// The word of a unit that ends none.
    static final int NO_WORD = -1;

    /// A phone in a tree of pronunciations; `word` is [#NO_WORD] unless a word ends here.
    private static final class Branch {
        final int phone;
        final boolean first;
        final Map<Integer, Branch> next = new LinkedHashMap<>();
        final List<Branch> leaves = new ArrayList<>();
        int word = NO_WORD;
        int target;

        Branch(int phone, boolean first) {
            this.phone = phone;
            this.first = first;
        }
    }

    /// A branch as it sounds in its context.
    ///
    /// @param rights phones that may follow this unit
    private record Key(Branch branch, int sequence, BitSet rights) {}

    private final AcousticModel model;
    private final List<Branch> roots = new ArrayList<>();
    private final List<Branch> silences = new ArrayList<>();
    private final WordGraph graph;

    private final Map<Key, Integer> unitOf = new HashMap<>();
    private final List<Key> units = new ArrayList<>();

    /// Of each unit: its three senones, its phone, its word or [#NO_WORD], whether a sentence may
    /// end after it.
    final int[] senones;

    final int[] phone;
    final int[] word;
    final boolean[] last;

    /// The units after unit `u` are `next[nextStart[u]]` up to `next[nextStart[u + 1]]`.
    final int[] nextStart;

    final int[] next;

    /// Where a sentence may begin.
    final int[] entries;

    /// Of each word, in nats, never positive.
    final float[] wordScore;

    PhoneNetwork(AcousticModel model, WordNet net, Pronunciations pronunciations) {
        this.model = model;
        graph = new WordGraph(net);
        var ways = new ArrayList<List<int[]>>();
        for (var each : net.words()) {
            ways.add(
                    pronunciations.of(each.text()).stream()
                            .map(way -> way.stream().mapToInt(model::phone).toArray())
                            .toList());
        }
        for (var state : graph.states()) {
            roots.add(tree(state, ways));
            silences.add(new Branch(model.silence(), true));
        }
        for (int state = 0; state < silences.size(); state++) {
            silences.get(state).target = state;
        }
        var starts = new ArrayList<Integer>();
        starts.add(silence(0));
        starts.addAll(unitsOf(roots.getFirst(), model.silence(), null));
        entries = starts.stream().mapToInt(Integer::intValue).toArray();

        var links = new ArrayList<List<Integer>>();
        for (int at = 0; at < units.size(); at++) {
            links.add(following(units.get(at)));
        }
        int count = units.size();
        senones = new int[count * AcousticModel.STATES];
        phone = new int[count];
        word = new int[count];
        last = new boolean[count];
        nextStart = new int[count + 1];
        next = links.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
        for (int at = 0; at < count; at++) {
            var key = units.get(at);
            phone[at] = key.branch.phone;
            word[at] = key.branch.word;
            last[at] =
                    endsWord(key.branch)
                            && graph.states().get(key.branch.target).end()
                            && key.rights.get(model.silence());
            nextStart[at + 1] = nextStart[at] + links.get(at).size();
            for (int state = 0; state < AcousticModel.STATES; state++) {
                senones[at * AcousticModel.STATES + state] = model.senone(key.sequence, state);
            }
        }
        wordScore = new float[net.words().size()];
        for (int w = 0; w < wordScore.length; w++) {
            wordScore[w] = -net.words().get(w).cost();
        }
        unitOf.clear();
        units.clear();
    }

    int size() {
        return phone.length;
    }

    private static Branch tree(WordGraph.State state, List<List<int[]>> ways) {
        var root = new Branch(-1, true);
        state.next()
                .forEach(
                        (word, target) -> {
                            for (var way : ways.get(word)) {
                                plant(root, way, word, target);
                            }
                        });
        return root;
    }

    private static void plant(Branch root, int[] way, int word, int target) {
        var at = root;
        for (int i = 0; i < way.length; i++) {
            boolean first = i == 0;
            int phone = way[i];
            if (i == way.length - 1) {
                var leaf = new Branch(phone, first);
                leaf.word = word;
                leaf.target = target;
                at.leaves.add(leaf);
            } else {
                at = at.next.computeIfAbsent(phone, p -> new Branch(p, first));
            }
        }
    }

    private boolean endsWord(Branch branch) {
        return branch.word != NO_WORD || branch.phone == model.silence();
    }

    private int silence(int state) {
        var key = new Key(silences.get(state), model.contextFree(model.silence()), silenceOnly());
        return unit(key);
    }

    private BitSet silenceOnly() {
        var set = new BitSet();
        set.set(model.silence());
        return set;
    }

    private int unit(Key key) {
        return unitOf.computeIfAbsent(
                key,
                k -> {
                    units.add(k);
                    return units.size() - 1;
                });
    }

    /// The units of a tree's branches next to its trunk, as they sound after a phone.
    ///
    /// @param allowed phones that may come, null for all
    private List<Integer> unitsOf(
            Branch trunk, int left, @org.jspecify.annotations.Nullable BitSet allowed) {
        var found = new ArrayList<Integer>();
        for (var branch : trunk.next.values()) {
            if (allowed == null || allowed.get(branch.phone)) {
                found.addAll(unitsInContext(branch, left));
            }
        }
        for (var leaf : trunk.leaves) {
            if (allowed == null || allowed.get(leaf.phone)) {
                found.addAll(unitsInContext(leaf, left));
            }
        }
        return found;
    }

    /// One unit for each way a branch sounds after a phone, depending on what follows it.
    private List<Integer> unitsInContext(Branch branch, int left) {
        boolean leaf = branch.word != NO_WORD;
        int position =
                leaf
                        ? branch.first ? AcousticModel.SINGLE : AcousticModel.END
                        : branch.first ? AcousticModel.BEGIN : AcousticModel.INSIDE;
        var bySound = new LinkedHashMap<Integer, BitSet>();
        var rights = leaf ? phonesOf(roots.get(branch.target)) : phonesOf(branch);
        if (leaf) {
            rights.set(model.silence());
        }
        rights.stream()
                .forEach(
                        right ->
                                bySound.computeIfAbsent(
                                                model.sequence(branch.phone, left, right, position),
                                                s -> new BitSet())
                                        .set(right));
        return bySound.entrySet().stream()
                .map(e -> unit(new Key(branch, e.getKey(), e.getValue())))
                .toList();
    }

    private static BitSet phonesOf(Branch trunk) {
        var phones = new BitSet();
        trunk.next.keySet().forEach(phones::set);
        trunk.leaves.forEach(leaf -> phones.set(leaf.phone));
        return phones;
    }

    private List<Integer> following(Key key) {
        var branch = key.branch;
        if (branch.word == NO_WORD && branch.phone != model.silence()) {
            return unitsOf(branch, branch.phone, key.rights);
        }
        var found = new ArrayList<Integer>();
        if (branch.phone == model.silence()) {
            found.addAll(unitsOf(roots.get(branch.target), model.silence(), null));
        } else {
            found.addAll(unitsOf(roots.get(branch.target), branch.phone, key.rights));
            if (key.rights.get(model.silence())) {
                found.add(silence(branch.target));
            }
        }
        return found;
    }

    /// A sentence that is over before it began is none: at least one word must have been said.
    int[] endings() {
        return java.util.stream.IntStream.range(0, last.length).filter(u -> last[u]).toArray();
    }

    @Override
    public String toString() {
        return "PhoneNetwork[states="
                + graph.states().size()
                + ", units="
                + size()
                + ", links="
                + next.length
                + ", entries="
                + Arrays.stream(entries).count()
                + "]";
    }
}
