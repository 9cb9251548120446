package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What was asked and told; the oldest is forgotten. Safe from any thread.
final class Chronicle {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 50_000;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final Deque<byte[]> told = new ArrayDeque<>();

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
        told.add(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized List<JsonNode> told() {
        return told.stream().map(Chronicle::read).toList();
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
