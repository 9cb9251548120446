package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What was asked and told; the oldest is forgotten. Safe from any thread.
final class Chronicle {
    private static final int KEPT = 50_000;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final Deque<JsonNode> told = new ArrayDeque<>();

    synchronized void asked(Asked request) {
        if (asked.size() >= KEPT) {
            asked.removeFirst();
        }
        asked.add(request);
    }

    synchronized void told(JsonNode event) {
        if (told.size() >= KEPT) {
            told.removeFirst();
        }
        told.add(event);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized List<JsonNode> told() {
        return List.copyOf(told);
    }
}
