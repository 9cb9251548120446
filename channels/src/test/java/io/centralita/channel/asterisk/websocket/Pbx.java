package io.centralita.channel.asterisk.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.Loopback;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The fake Asterisk with the least of an application: bridges a caller and a media channel.
final class Pbx implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeAsterisk asterisk;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocketClient webSockets;
    private final WebSocket events;
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();

    Pbx(Settings settings) {
        asterisk = FakeAsterisk.start(vertx, settings);
        webSockets = vertx.createWebSocketClient();
        events =
                Loopback.await(
                        webSockets.connect(
                                new WebSocketConnectOptions()
                                        .setHost(asterisk.host())
                                        .setPort(asterisk.port())
                                        .setURI(
                                                "/ari/events?app=centralita&api_key=Asterisk:secret")));
        events.textMessageHandler(text -> told.add(read(text)));
    }

    URI media() {
        return WebSocketSettings.besideAri(asterisk.baseUrl());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// The channel of the next StasisStart.
    String entered() throws InterruptedException {
        while (true) {
            var event = told.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nobody entered");
            }
            if (event.path("type").asText().equals("StasisStart")) {
                return event.path("channel").path("id").asText();
            }
        }
    }

    AriChannel externalMedia(String id, ExternalMedia media) throws Exception {
        var uri =
                "/channels/externalMedia?app=centralita&channelId=%s&format=%s&external_host=%s&encapsulation=%s&transport=%s&connection_type=%s&transport_data=%s"
                        .formatted(
                                id,
                                media.format(),
                                media.externalHost(),
                                media.encapsulation(),
                                media.transport(),
                                media.connectionType(),
                                URLEncoder.encode(
                                        media.transportData().orElse(""), StandardCharsets.UTF_8));
        var body = JSON.createObjectNode();
        media.variables().forEach(body.putObject("variables")::put);
        var made = ask("POST", uri, body.toString());
        Map<String, String> variables = new HashMap<>();
        made.path("channelvars")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        return MediaRig.channel(made.path("id").asText(), variables);
    }

    void bridge(String caller, String media) throws Exception {
        var bridge = ask("POST", "/bridges?type=mixing", "").path("id").asText();
        ask("POST", "/bridges/" + bridge + "/addChannel?channel=" + caller + "," + media, "");
    }

    JsonNode ask(String method, String uri, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(asterisk.baseUrl() + uri))
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Basic QXN0ZXJpc2s6c2VjcmV0")
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(uri + ": " + response.statusCode());
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        asterisk.close();
        Loopback.await(vertx.close());
    }
}
