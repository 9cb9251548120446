package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.Loopback;
import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client of the protocol that checks every event it gets.
final class Peer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket webSocket;
    private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final List<JsonNode> all = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    Peer(Future<WebSocket> connecting) {
        webSocket =
                Loopback.await(
                        connecting.onSuccess(
                                socket -> {
                                    socket.textMessageHandler(this::take);
                                    socket.closeHandler(
                                            _ ->
                                                    closed.complete(
                                                            socket.closeStatusCode()
                                                                    + " "
                                                                    + socket.closeReason()));
                                }));
    }

    private void take(String text) {
        try {
            var event = JSON.readTree(text);
            all.add(event);
            events.add(event);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    Peer send(String json) {
        Loopback.await(webSocket.writeTextMessage(json.replace('\'', '"')));
        return this;
    }

    Peer append(byte[] audio) {
        return send(
                "{'type': 'input_audio_buffer.append', 'audio': '%s'}"
                        .formatted(Base64.getEncoder().encodeToString(audio)));
    }

    WebSocket webSocket() {
        return webSocket;
    }

    /// The next event, whatever it is, checked.
    JsonNode next() throws InterruptedException {
        var event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event after %s", types()).isNotNull();
        assertThat(SchemaCheck.wrongWith(event)).as("%s", event).isEmpty();
        return event;
    }

    /// The next event of this type; all others on the way are checked too.
    JsonNode next(String type) throws InterruptedException {
        while (true) {
            var event = next();
            if (type.equals(event.path("type").asText())) {
                return event;
            }
        }
    }

    /// The types of the events up to the first of the given type, in order.
    List<String> until(String type) throws InterruptedException {
        var seen = new ArrayList<String>();
        do {
            seen.add(next().path("type").asText());
        } while (!seen.getLast().equals(type));
        return seen;
    }

    /// An error answers what was sent last.
    JsonNode error() throws InterruptedException {
        return next("error").path("error");
    }

    List<String> types() {
        return all.stream().map(event -> event.path("type").asText()).toList();
    }

    List<JsonNode> all() {
        return all;
    }

    String closed() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    void hangUp() {
        Loopback.await(webSocket.close());
    }
}
