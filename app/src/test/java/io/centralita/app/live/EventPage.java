package io.centralita.app.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A page that is connected to `/api/events`, and remembers what it was told.
final class EventPage implements AutoCloseable {
    record Event(String name, JsonNode data) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpClient http;
    private final URI server;
    private final InputStream stream;

    EventPage(HttpClient http, URI server) throws Exception {
        this.http = http;
        this.server = server;
        var response =
                http.send(
                        HttpRequest.newBuilder(server.resolve("/api/events")).build(),
                        BodyHandlers.ofInputStream());
        stream = response.body();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            String name = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, JSON.readTree(line.substring(6))));
                }
            }
        } catch (IOException _) {
            events.add(new Event("closed", JSON.createObjectNode()));
        }
    }

    /// Looks closely at a call from now on.
    void watch(String call) throws Exception {
        var stream = await("hello", _ -> true).get("stream").asText();
        var body = JSON.createObjectNode();
        body.putArray("calls").add(call);
        http.send(
                HttpRequest.newBuilder(server.resolve("/api/events/" + stream + "/calls"))
                        .PUT(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.discarding());
    }

    /// The first of these that was told, or is.
    JsonNode await(String name, Predicate<JsonNode> wanted) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (var event : events) {
                if (event.name().equals(name) && wanted.test(event.data())) {
                    return event.data();
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never told: " + name + ", but " + last());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private List<Event> last() {
        return events.stream().filter(event -> !event.name().equals("levels")).toList();
    }

    /// Not by the reader, which waits for its next line.
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
