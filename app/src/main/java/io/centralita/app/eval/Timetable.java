package io.centralita.app.eval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// When the caller did what he did, in milliseconds since the start of the call.
///
/// @param deeds what can be heard of a step, by its index
/// @param lengthMs of the call
record Timetable(Map<Integer, Deed> deeds, long lengthMs) {
    Timetable {
        deeds = new TreeMap<>(deeds);
    }

    /// @param speech false for digits
    record Deed(long startMs, long endMs, boolean speech) {}

    Optional<Deed> deed(int step) {
        return Optional.ofNullable(deeds.get(step));
    }

    /// The end of what the caller did last up to and including a step; the start of the call before
    /// he did anything.
    long anchorMs(int step) {
        return deeds.entrySet().stream()
                .filter(entry -> entry.getKey() <= step)
                .mapToLong(entry -> entry.getValue().endMs())
                .max()
                .orElse(0);
    }

    /// What the caller said, in order.
    List<Deed> utterances() {
        return deeds.values().stream().filter(Deed::speech).toList();
    }
}
