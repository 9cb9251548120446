package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An Asterisk and a foreign application of it.
final class Gateway implements AutoCloseable {
    static final Vertx VERTX = Vertx.vertx();
    static final String APP = Settings.APPLICATION;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final FakeAsterisk asterisk;
    final HttpClient http = HttpClient.newHttpClient();
    final WebSocketClient webSockets = VERTX.createWebSocketClient();

    Gateway(Settings settings) {
        asterisk = FakeAsterisk.start(VERTX, settings);
    }

    HttpResponse<String> request(String method, String uri)
            throws IOException, InterruptedException {
        return http.send(prepared(method, uri).build(), BodyHandlers.ofString());
    }

    /// One that has to succeed.
    JsonNode ask(String method, String uri) throws IOException, InterruptedException {
        var response = request(method, uri);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + uri + ": " + response.statusCode());
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    HttpRequest.Builder prepared(String method, String uri) {
        return bare(method, uri).header("Authorization", basic("Asterisk:secret"));
    }

    HttpRequest.Builder bare(String method, String uri) {
        return HttpRequest.newBuilder(URI.create(asterisk.baseUrl() + uri))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
    }

    static String basic(String credentials) {
        return "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    Events events(String query) {
        return new Events(connect("/ari/events?" + query, List.of()));
    }

    Events events() {
        return events("app=" + APP + "&api_key=Asterisk:secret");
    }

    WebSocket connect(String uri, List<String> subprotocols) {
        var connecting = new CompletableFuture<WebSocket>();
        webSockets
                .connect(
                        new WebSocketConnectOptions()
                                .setHost(asterisk.host())
                                .setPort(asterisk.port())
                                .setURI(uri)
                                .setSubProtocols(subprotocols))
                .onSuccess(
                        socket -> {
                            socket.pause();
                            connecting.complete(socket);
                        })
                .onFailure(connecting::completeExceptionally);
        return connecting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /// A WebSocket with events, or with media.
    static final class Events {
        final WebSocket socket;
        final BlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        Events(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> queue.add(read(text)));
            socket.closeHandler(_ -> closed.complete(null));
            socket.resume();
        }

        /// The next of this type; those before it are forgotten.
        JsonNode next(String type) throws InterruptedException {
            while (true) {
                var event = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (event == null) {
                    throw new IllegalStateException("no " + type);
                }
                if (event.path("type").asText().equals(type)) {
                    return event;
                }
            }
        }

        private static JsonNode read(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalArgumentException(text, e);
            }
        }
    }

    static String channel(JsonNode event) {
        return event.path("channel").path("id").asText();
    }

    /// Lets the caller of a StasisStart and a media channel into a bridge.
    ///
    /// @return the media channel, as it was made
    JsonNode bridge(Events events, String caller, String media) throws Exception {
        var made = externalMedia(media);
        events.next("StasisStart");
        join(caller, made);
        return made;
    }

    /// The same with a media WebSocket that we open.
    ///
    /// @param options more of the request
    /// @return the media channel, as it was made, and the connection
    Media bridgeByWebSocket(Events events, String caller, String options) throws Exception {
        var made =
                externalMedia(
                        "encapsulation=none&transport=websocket&connection_type=server" + options);
        var id = made.path("channelvars").path("MEDIA_WEBSOCKET_CONNECTION_ID").asText();
        var socket = connect("/media/" + id, List.of("media"));
        events.next("StasisStart");
        join(caller, made);
        return new Media(id, made, socket);
    }

    /// @param id of the connection
    record Media(String id, JsonNode channel, WebSocket socket) {}

    private JsonNode externalMedia(String wanted) throws Exception {
        return ask("POST", "/channels/externalMedia?app=" + APP + "&" + wanted);
    }

    private void join(String caller, JsonNode media) throws Exception {
        var bridge = ask("POST", "/bridges?type=mixing").path("id").asText();
        var both = caller + "," + media.path("id").asText();
        ask("POST", "/bridges/" + bridge + "/addChannel?channel=" + both);
    }

    @Override
    public void close() {
        http.shutdownNow();
        var _ = webSockets.close();
        asterisk.close();
    }
}
