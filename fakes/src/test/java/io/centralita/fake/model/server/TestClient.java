package io.centralita.fake.model.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One client: what it received, in order.
final class TestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MS = 30_000;

    final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    final CompletableFuture<byte[]> binary = new CompletableFuture<>();
    private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    void opened(WebSocket opened) {
        opened.binaryMessageHandler(message -> binary.complete(message.getBytes()));
        opened.exceptionHandler(_ -> {});
        opened.closeHandler(
                _ -> {
                    var code = opened.closeStatusCode();
                    closeCode.complete(code == null ? 1006 : (int) code);
                });
        socket.complete(opened);
    }

    void onText(String text) {
        inbox.add(text);
    }

    WebSocket socket() {
        return Loopback.get(socket);
    }

    void send(String json) {
        socket().writeTextMessage(json.replace('\'', '"'));
    }

    void append(byte[] audio) {
        send(
                "{'type':'input_audio_buffer.append','audio':'"
                        + Base64.getEncoder().encodeToString(audio)
                        + "'}");
    }

    void configure(String fields) {
        send("{'type':'session.update','session':{'type':'realtime'" + fields + "}}");
        await("session.updated");
    }

    void configure() {
        configure("");
    }

    void respond() {
        send("{'type':'response.create','event_id':'mine'}");
    }

    String nextText() {
        try {
            var text = inbox.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (text == null) {
                throw new AssertionError("nothing came");
            }
            return text;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode next() {
        try {
            return JSON.readTree(nextText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode await(String type) {
        return upTo(type).getLast();
    }

    /// Everything up to the first of this type.
    List<JsonNode> upTo(String type) {
        var events = new ArrayList<JsonNode>();
        do {
            events.add(next());
        } while (!is(events.getLast(), type));
        return events;
    }

    static boolean is(JsonNode event, String type) {
        return event.path("type").asText().equals(type);
    }

    static List<JsonNode> all(List<JsonNode> events, String type) {
        return events.stream().filter(event -> is(event, type)).toList();
    }

    int pending() {
        return inbox.size();
    }
}
