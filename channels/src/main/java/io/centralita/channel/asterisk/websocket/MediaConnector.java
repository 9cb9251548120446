package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.asterisk.media.MediaFailure;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;

/// Opens media WebSockets at Asterisk, which asks for no credentials: the connection's id, which it
/// made up, stands for them. Thread-safe.
final class MediaConnector implements AutoCloseable {
    /// Of one frame of Asterisk's, in bytes.
    private static final int LARGEST_FRAME = 65_536;

    private static final int MANY = 100_000;

    /// An Asterisk that does not answer a close is not waited for.
    private static final int CLOSING_S = 2;

    private final URI media;
    private final Duration within;
    private final WebSocketClient client;

    MediaConnector(Vertx vertx, URI media, Duration within) {
        this.media = media;
        this.within = within;
        client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(MANY)
                                .setTcpNoDelay(true)
                                .setClosingTimeout(CLOSING_S)
                                .setTryUsePerMessageCompression(false)
                                .setMaxFrameSize(LARGEST_FRAME)
                                .setMaxMessageSize(LARGEST_FRAME));
    }

    /// On the event loop that it is called on.
    ///
    /// @param connectionId letters, digits, `-`, `_` and `.` only
    Future<WebSocket> connect(String connectionId) {
        boolean secure = "wss".equals(media.getScheme());
        int port = media.getPort() > 0 ? media.getPort() : secure ? 443 : 80;
        var path = media.getRawPath().replaceAll("/+$", "");
        var options =
                new WebSocketConnectOptions()
                        .setHost(media.getHost().replaceAll("[\\[\\]]", ""))
                        .setPort(port)
                        .setSsl(secure)
                        .setURI(path + "/" + connectionId)
                        .setSubProtocols(List.of(MediaWebSockets.SUBPROTOCOL))
                        .setConnectTimeout(within.toMillis())
                        .setTimeout(within.toMillis());
        options.setAllowOriginHeader(false);
        return client.connect(options);
    }

    /// What a failure of [#connect] means to a call.
    static MediaFailure meaning(Throwable failure) {
        if (failure instanceof UpgradeRejectedException rejected) {
            var word =
                    switch (rejected.getStatus()) {
                        case 404 -> "unknown-connection";
                        case 409 -> "second-connection";
                        default -> "refused-" + rejected.getStatus();
                    };
            return new MediaFailure(word, failure);
        }
        return new MediaFailure(isClosed(failure) ? "closed-unanswered" : "unreachable", failure);
    }

    /// Asterisk does so beyond its session limit (`sessionlimit` in `http.conf`), which counts
    /// media WebSockets too (measured).
    private static boolean isClosed(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof ClosedChannelException
                || failure instanceof WebSocketHandshakeException;
    }

    @Override
    public void close() {
        var _ = client.close();
    }
}
