package io.centralita.channel.twilio;

import io.centralita.channel.Loopback;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A WebSocket without manners.
final class RawStream {
    private final WebSocket webSocket;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    RawStream(Loopback loopback) {
        this(loopback, options(loopback));
    }

    /// Signed, as Twilio's are.
    RawStream(Loopback loopback, String token) {
        this(
                loopback,
                options(loopback).addHeader(TwilioSignature.HEADER, signature(loopback, token)));
    }

    private static String signature(Loopback loopback, String token) {
        var url =
                "ws"
                        + loopback.url(TwilioChannel.STREAM_PATH)
                                .toString()
                                .substring("http".length());
        return TwilioSignature.of(token, url, List.of());
    }

    private RawStream(Loopback loopback, WebSocketConnectOptions options) {
        webSocket = Loopback.await(loopback.webSockets().connect(options));
        webSocket.closeHandler(
                nothing ->
                        closed.complete(
                                webSocket.closeStatusCode() + " " + webSocket.closeReason()));
    }

    static WebSocketConnectOptions options(Loopback loopback) {
        var url = loopback.url(TwilioChannel.STREAM_PATH);
        return new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(url.getPath());
    }

    RawStream send(String... messages) {
        for (String message : messages) {
            Loopback.await(webSocket.writeTextMessage(message));
        }
        return this;
    }

    /// Begins as somebody's own TwiML would have it.
    RawStream start(String callSid, Map<String, String> parameters) {
        var custom = new JsonObject();
        parameters.forEach(custom::put);
        var start =
                new JsonObject()
                        .put("streamSid", "MZ1")
                        .put("callSid", callSid)
                        .put(
                                "mediaFormat",
                                new JsonObject()
                                        .put("encoding", "audio/x-mulaw")
                                        .put("sampleRate", 8_000)
                                        .put("channels", 1))
                        .put("customParameters", custom);
        return send(
                "{\"event\":\"connected\"}",
                new JsonObject()
                        .put("event", "start")
                        .put("streamSid", "MZ1")
                        .put("start", start)
                        .encode());
    }

    String close() {
        return closed.orTimeout(15, TimeUnit.SECONDS).join();
    }
}
