package io.centralita.engine.openai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The items of a conversation by id, in their order. Belongs to the [Ledger].
final class Items {
    /// More than any model's context holds; the server forgets the oldest too.
    private static final int KEPT = 2_000;

    /// What the next connection is told at most, in characters: with instructions and tools about
    /// half of the smallest context, 32 000 tokens.
    static final int LONGEST_HISTORY = 48_000;

    private static final String OURS = "item_ours_";

    private final LinkedHashMap<String, Item> byId =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Item> eldest) {
                    return size() > KEPT;
                }
            };
    private final Map<Long, Item> byUtterance = new HashMap<>();
    private final List<Item> unwanted = new ArrayList<>();
    private @Nullable String unwritten;
    private long number;

    Collection<Item> all() {
        return byId.values();
    }

    @Nullable Item byUtterance(long utterance) {
        return byUtterance.get(utterance);
    }

    void heardAs(Item item, long utterance) {
        item.utterance = utterance;
        byUtterance.put(utterance, item);
    }

    /// An item of the model's speech.
    Item assistant(String id, String responseId) {
        return byId.computeIfAbsent(
                id, key -> new Item(key, WireItem.Type.ASSISTANT, responseId, false));
    }

    /// The caller's turn is over; it becomes an item soon.
    void ended(String id) {
        unwritten = id.isEmpty() ? unwritten : id;
    }

    /// The caller's turn, of which the words come later or never.
    void committed(String id) {
        byId.computeIfAbsent(id, key -> new Item(key, WireItem.Type.USER, null, false));
        unwritten = id;
    }

    /// The words of the caller's latest turn are not there yet.
    boolean awaitsWords() {
        return unwritten != null;
    }

    /// There will be no words of that turn.
    void unintelligible(String id) {
        unwritten = id.equals(unwritten) ? null : unwritten;
    }

    void transcribed(String id, String text) {
        unintelligible(id);
        var item = byId.computeIfAbsent(id, key -> new Item(key, WireItem.Type.USER, null, false));
        item.text.setLength(0);
        item.text.append(text.strip());
    }

    /// The model asks for a function: the item's text is the call's id, as for its output.
    void called(String id, String callId, String responseId) {
        byId.computeIfAbsent(
                id, key -> reference(key, WireItem.Type.FUNCTION_CALL, callId, responseId));
    }

    /// Text of ours.
    Item add(WireItem.Type type, String text) {
        var item = new Item(nextId(), type, null, true);
        item.text.append(text);
        byId.put(item.id, item);
        return item;
    }

    Item addCall(String callId) {
        return put(reference(nextId(), WireItem.Type.FUNCTION_CALL, callId, null));
    }

    Item addOutput(String callId) {
        return put(reference(nextId(), WireItem.Type.FUNCTION_CALL_OUTPUT, callId, null));
    }

    /// Text of ours in the place of another, which is gone.
    Item rewritten(Item old, String text) {
        var item = new Item(nextId(), old.type, null, true);
        item.text.append(text);
        var order = new ArrayList<>(byId.values());
        byId.clear();
        for (var one : order) {
            byId.put(one.id, one == old ? item : one);
        }
        return item;
    }

    /// The item before this one that the server still has; null where it is the first.
    @Nullable Item before(Item item) {
        Item previous = null;
        for (var one : byId.values()) {
            if (one == item) {
                return previous;
            }
            if (!one.gone) {
                previous = one;
            }
        }
        return previous;
    }

    void gone(String id) {
        var item = byId.get(id);
        if (item != null) {
            item.gone = true;
        }
    }

    void unwanted(Item item) {
        item.unwanted = true;
        unwanted.add(item);
    }

    /// Items to delete, each handed out once.
    ///
    /// @param busy the response that is under way: its items wait
    List<Item> takeUnwanted(@Nullable String busy) {
        if (unwanted.isEmpty()) {
            return List.of();
        }
        var ripe =
                unwanted.stream()
                        .filter(item -> busy == null || !busy.equals(item.responseId))
                        .toList();
        unwanted.removeAll(ripe);
        return ripe;
    }

    List<Item> of(String responseId) {
        var found = new ArrayList<Item>();
        for (var item : byId.reversed().values()) {
            if (responseId.equals(item.responseId)) {
                found.add(item);
            } else if (!found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    /// For another connection to the same conversation: what may not have arrived is told again.
    Items kept(Calls calls) {
        for (var item : byId.values()) {
            if (item.type == WireItem.Type.FUNCTION_CALL_OUTPUT
                    && calls.isUnconfirmed(item.text.toString())) {
                item.told = false;
            }
        }
        return this;
    }

    /// The same conversation as text that the next connection is told. What was never written down
    /// or never heard is not part of it. Of a very long conversation the oldest part is left out,
    /// but no call that is still awaited and no output without its call.
    Items carriedOver(Calls calls) {
        var next = new Items();
        next.number = number;
        var recent = recent(calls);
        for (var item : byId.values()) {
            var words = item.heardText();
            if (item.gone || item.unwanted || words.isEmpty() || !recent.contains(item)) {
                continue;
            }
            var copy = new Item(next.nextId(), item.type, null, true);
            copy.text.append(words);
            copy.audioNanos = item.audioNanos;
            copy.utteranceEnded = true;
            next.byId.put(copy.id, copy);
            if (item.utterance != 0 && !item.wasCut()) {
                next.heardAs(copy, item.utterance);
            }
        }
        return next;
    }

    private Set<Item> recent(Calls calls) {
        var recent = new HashSet<Item>();
        var told = new HashSet<String>();
        int room = LONGEST_HISTORY;
        for (var item : byId.reversed().values()) {
            int size = item.text.length() + calls.size(item);
            room -= size;
            var isCall = item.type == WireItem.Type.FUNCTION_CALL;
            if (room >= 0 || (isCall && calls.isOpen(item.text.toString()))) {
                recent.add(item);
                if (isCall) {
                    told.add(item.text.toString());
                }
            }
        }
        recent.removeIf(
                item ->
                        item.type == WireItem.Type.FUNCTION_CALL_OUTPUT
                                && !told.contains(item.text.toString()));
        return recent;
    }

    private String nextId() {
        number++;
        return OURS + number;
    }

    /// Whether an item's id is one of those that we give.
    static boolean isOurs(String id) {
        return id.startsWith(OURS);
    }

    private Item put(Item item) {
        byId.put(item.id, item);
        return item;
    }

    private static Item reference(
            String id, WireItem.Type type, String callId, @Nullable String responseId) {
        var item = new Item(id, type, responseId, responseId == null);
        item.text.append(callId);
        return item;
    }
}
