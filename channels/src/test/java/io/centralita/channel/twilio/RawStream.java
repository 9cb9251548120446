package io.centralita.channel.twilio;

import io.centralita.channel.Loopback;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A WebSocket without manners.
final class RawStream {
    private final WebSocket webSocket;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    RawStream(Loopback loopback) {
        webSocket = Loopback.await(loopback.webSockets().connect(options(loopback)));
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

    String close() {
        return closed.orTimeout(15, TimeUnit.SECONDS).join();
    }
}
