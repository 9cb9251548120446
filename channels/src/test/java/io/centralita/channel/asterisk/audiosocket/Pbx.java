package io.centralita.channel.asterisk.audiosocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The fake Asterisk and as much of an ARI application as puts a caller and a media channel
/// together.
final class Pbx implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeAsterisk asterisk;
    private final HttpClient http;
    private final BlockingQueue<JsonNode> starts = new LinkedBlockingQueue<>();
    private final WebSocket events;

    Pbx(Rig rig, Settings settings) {
        http = rig.http;
        asterisk = FakeAsterisk.start(rig.vertx, settings);
        var address =
                "ws://%s:%d/ari/events?app=%s&api_key=%s:%s"
                        .formatted(
                                asterisk.host(),
                                asterisk.port(),
                                Settings.APPLICATION,
                                Settings.USERNAME,
                                Settings.PASSWORD);
        events =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(address), new Starts())
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
    }

    private final class Starts implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                var event = read(text.toString());
                text.setLength(0);
                if (event.path("type").asText().equals("StasisStart")) {
                    starts.add(event.path("channel"));
                }
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /// The id of the next channel that comes into the application.
    String start() throws InterruptedException {
        var channel = starts.poll(20, TimeUnit.SECONDS);
        if (channel == null) {
            throw new AssertionError("no StasisStart");
        }
        return channel.path("id").asText();
    }

    JsonNode ask(String method, String uri) throws IOException, InterruptedException {
        var credentials = Settings.USERNAME + ":" + Settings.PASSWORD;
        var request =
                HttpRequest.newBuilder(URI.create(asterisk.baseUrl() + uri))
                        .method(method, BodyPublishers.noBody())
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        credentials.getBytes(
                                                                StandardCharsets.UTF_8)))
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + uri + ": " + response.statusCode());
        }
        return response.body().isEmpty() ? JSON.nullNode() : read(response.body());
    }

    /// Makes a media channel as it is wanted.
    AriChannel media(ExternalMedia wanted) throws IOException, InterruptedException {
        var made =
                ask(
                        "POST",
                        "/channels/externalMedia?app=%s&external_host=%s&encapsulation=%s&transport=%s&connection_type=%s&format=%s&data=%s"
                                .formatted(
                                        Settings.APPLICATION,
                                        URLEncoder.encode(
                                                wanted.externalHost(), StandardCharsets.UTF_8),
                                        wanted.encapsulation(),
                                        wanted.transport(),
                                        wanted.connectionType(),
                                        wanted.format(),
                                        wanted.data().orElseThrow()));
        var id = made.path("id").asText();
        return new AriChannel(id, "", "Up", "", "", "", "", "", "", Map.of());
    }

    /// Puts a caller and a media channel together, once the latter is in the application.
    ///
    /// @return the bridge
    String bridge(String caller, AriChannel media) throws IOException, InterruptedException {
        var bridge = ask("POST", "/bridges?type=mixing").path("id").asText();
        ask("POST", "/bridges/" + bridge + "/addChannel?channel=" + caller + "," + media.id());
        return bridge;
    }

    @Override
    public void close() {
        asterisk.close();
        events.abort();
    }
}
