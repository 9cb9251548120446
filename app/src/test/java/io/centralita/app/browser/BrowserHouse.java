package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.LiveThreads;
import io.centralita.channel.webrtc.caller.HttpSignalling;
import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.caller.WebRtcCaller;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A whole server with the embedded engine, and a caller with a WebRTC library of their own.
final class BrowserHouse implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final int RATE_HZ = 24_000;
    static final Locale SPANISH = Locale.of("es");

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is nought when nobody calls.
    private static final List<String> GAUGES =
            List.of(
                    "centralita_calls_active",
                    "centralita_warm_ringing",
                    "centralita_webrtc_calls",
                    "centralita_webrtc_connections");

    final Server server;
    final HttpClient http = HttpClient.newHttpClient();
    private final Settings settings;
    private final OnvoidPeers peers = new OnvoidPeers(PeerSettings.DEFAULT.ports(0, 0));
    private final WebRtcCaller caller = new WebRtcCaller(peers);

    BrowserHouse(Path directory, Map<String, String> settings) throws Exception {
        this(settings(directory, settings));
    }

    private BrowserHouse(Settings settings) throws Exception {
        this.settings = settings;
        server = Server.start(settings, ServerWatcher.NOBODY);
    }

    private static Settings settings(Path directory, Map<String, String> changes) throws Exception {
        var all = new HashMap<>(changes);
        all.put("DATA_DIR", directory.toString());
        var read = SettingsReader.read(directory, all).settings();
        return read.alone().with(read.realtime());
    }

    /// Opened anew after it was closed: same port, same data.
    BrowserHouse reopened() throws Exception {
        int port = server.url().getPort();
        return new BrowserHouse(settings.with(settings.http().withPort(port)));
    }

    HttpResponse<String> send(String method, String path, String json, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(server.url().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /// @param fields of its document, in JSON
    void tenant(String id, String fields) throws Exception {
        var document = "{\"id\": \"%s\", %s}".formatted(id, fields);
        var stored = send("PUT", "/api/tenants/" + id, document, "If-None-Match", "*");
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    }

    /// A call, and its id at the switchboard.
    record Placed(WebRtcCall call, HttpSignalling signalling) {
        String id() {
            return signalling.callId();
        }

        Placed send(String json) {
            assertThat(call.send(json.replace('\'', '"')).name()).isEqualTo("TAKEN");
            return this;
        }

        /// A question in writing, to be answered; once the greeting is made, as one response is
        /// made at a time.
        Placed asks(String question) throws InterruptedException {
            event("response.done");
            return send("{'type': 'conversation.item.create', 'item': {'type': 'message',"
                            + " 'role': 'user', 'content': [{'type': 'input_text', 'text': '"
                            + question
                            + "'}]}}")
                    .send("{'type': 'response.create'}");
        }

        /// Says it after whatever is being said.
        Placed says(String words) throws Exception {
            call.say(spoken(words), RATE_HZ);
            return this;
        }

        /// Something that the assistant says; it may still be heard.
        JsonNode awaitWords(String words) throws InterruptedException {
            return event(
                    "response.output_audio_transcript.done",
                    event -> event.path("transcript").asText().contains(words));
        }

        /// An answer that has these words in it, and was played to its end.
        void awaitAnswer(String words) throws InterruptedException {
            var answer = awaitWords(words);
            event(
                    "output_audio_buffer.stopped",
                    event -> event.path("response_id").equals(answer.path("response_id")));
        }

        /// Hears what comes for so much longer.
        void listens(Duration more) throws InterruptedException {
            var until = Duration.ofMillis(call.framesHeard() * 10).plus(more);
            assertThat(call.awaitHeard(until, false, PATIENCE)).isTrue();
        }

        /// The first event that is as wanted; waits for it.
        JsonNode event(String type, Predicate<JsonNode> wanted) throws InterruptedException {
            Predicate<String> is =
                    text -> {
                        var event = json(text);
                        return event.path("type").asText().equals(type) && wanted.test(event);
                    };
            assertThat(call.awaitText(is, PATIENCE))
                    .as("%s after %s, said %s", type, types(), said())
                    .isTrue();
            return call.texts().stream()
                    .filter(is)
                    .map(BrowserHouse::json)
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode event(String type) throws InterruptedException {
            return event(type, _ -> true);
        }

        List<String> types() {
            return call.texts().stream().map(text -> json(text).path("type").asText()).toList();
        }

        /// What the assistant said, answer by answer.
        List<String> said() {
            return call.texts().stream()
                    .map(BrowserHouse::json)
                    .filter(
                            event ->
                                    event.path("type")
                                            .asText()
                                            .equals("response.output_audio_transcript.done"))
                    .map(event -> event.path("transcript").asText())
                    .toList();
        }
    }

    Placed call() throws Exception {
        return call(JsonNodeFactory.instance.objectNode());
    }

    Placed call(ObjectNode wishes) throws Exception {
        return call(Map.of(), wishes);
    }

    /// A call that goes on with another.
    Placed again(Placed lost) throws Exception {
        return call(JsonNodeFactory.instance.objectNode().put("resume", lost.id()));
    }

    /// @param headers of its requests
    Placed call(Map<String, String> headers, ObjectNode wishes) throws Exception {
        var signalling = new HttpSignalling(http, server.url(), headers, wishes);
        var placed = new Placed(caller.call(signalling), signalling);
        assertThat(placed.call().awaitOpen(PATIENCE)).isTrue();
        return placed;
    }

    WebRtcCaller caller() {
        return caller;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.withoutSilentEnd(Speech.of(voice, text, Voice.of(SPANISH)))
                    .at(RATE_HZ)
                    .samples();
        }
    }

    JsonNode report(String id) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(id, PATIENCE).orElseThrow();
        }
    }

    /// Of a metric without labels.
    double metric(String name) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    void awaitNobody() {
        await("callers on the line", () -> server.liveCalls() == 0);
    }

    /// Waits until nothing runs any more at the server: neither of these calls, nor of one that was
    /// prepared, nor a connection.
    void awaitNothing(String... ids) {
        for (var gauge : GAUGES) {
            await(gauge, () -> gauge(gauge) == 0);
        }
        for (var id : ids) {
            await("threads of " + id, () -> LiveThreads.named(id) == 0);
        }
    }

    /// What a gauge of the server's says at the moment.
    private double gauge(String name) {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no gauge " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        caller.close();
        peers.close();
        server.close();
        http.close();
    }
}
