package io.centralita.fake.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The conversation in order.
final class Items {
    static final String FRONT = "root";

    private final List<Entry> order = new ArrayList<>();
    private final Map<String, Entry> everything = new LinkedHashMap<>();

    /// Null also for one that was deleted.
    @Nullable Entry find(String id) {
        var entry = everything.get(id);
        return entry == null || entry.isDeleted() ? null : entry;
    }

    boolean hasBeen(String id) {
        return everything.containsKey(id);
    }

    /// @param after an item that is there, [#FRONT], or null for the end
    void add(Entry entry, @Nullable String after) {
        everything.put(entry.id(), entry);
        if (after == null) {
            order.add(entry);
        } else {
            order.add(after.equals(FRONT) ? 0 : indexOf(after) + 1, entry);
        }
    }

    void delete(Entry entry) {
        entry.delete();
        order.remove(entry);
    }

    /// The item before this one, null at the front and for one that has left.
    @Nullable String before(String id) {
        int index = indexOf(id);
        return index <= 0 ? null : order.get(index - 1).id();
    }

    List<Entry> order() {
        return order;
    }

    List<Item> items() {
        var items = new ArrayList<Item>(order.size());
        for (var entry : order) {
            items.add(entry.item());
        }
        return items;
    }

    List<ItemState> everything() {
        return everything.values().stream().map(Entry::state).toList();
    }

    private int indexOf(String id) {
        for (int i = order.size() - 1; i >= 0; i--) {
            if (order.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
