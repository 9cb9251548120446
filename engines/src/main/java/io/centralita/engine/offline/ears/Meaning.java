package io.centralita.engine.offline.ears;

import java.util.SortedMap;
import java.util.TreeMap;

/// What a sentence of the grammar is about.
///
/// @param intent the name of its rule, such as `clients.active`
/// @param slots what it names: `router`, `interface`, `detail`
public record Meaning(String intent, SortedMap<String, String> slots) {
    public Meaning {
        slots = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }
}
