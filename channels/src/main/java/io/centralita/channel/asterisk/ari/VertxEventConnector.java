package io.centralita.channel.asterisk.ari;

import io.vertx.core.Context;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Connections of events over Vert.x.
final class VertxEventConnector implements EventConnector {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    /// A server that does not answer a close is not waited for.
    private static final int CLOSING_S = 1;

    private final VertxAriLoop loop;
    private final AriSettings settings;
    private final WebSocketClient client;

    VertxEventConnector(VertxAriLoop loop, AriSettings settings) {
        this.loop = loop;
        this.settings = settings;
        client =
                loop.vertx()
                        .createWebSocketClient(
                                new WebSocketClientOptions()
                                        .setTcpNoDelay(true)
                                        .setClosingTimeout(CLOSING_S)
                                        .setConnectTimeout((int) CONNECT.toMillis())
                                        .setMaxFrameSize(VertxEventWire.LARGEST_MESSAGE)
                                        .setMaxMessageSize(VertxEventWire.LARGEST_MESSAGE));
    }

    @Override
    public Runnable connect(Listener listener) {
        var attempt = new Attempt(listener);
        try {
            client.connect(options()).onSuccess(attempt::opened).onFailure(attempt::failed);
        } catch (IllegalStateException closed) {
            attempt.failed(closed);
            return attempt::giveUp;
        }
        attempt.stopTimer =
                loop.after(
                        HANDSHAKE, () -> attempt.end(new Trouble(0, "no answer to the handshake")));
        return attempt::giveUp;
    }

    private WebSocketConnectOptions options() {
        var url = settings.base();
        var options =
                new WebSocketConnectOptions()
                        .setServer(AriHttp.server(url))
                        .setHost(url.getHost())
                        .setPort(AriHttp.port(url))
                        .setSsl("https".equals(url.getScheme()))
                        .setURI(
                                AriRequest.get("events")
                                        .with("app", settings.application())
                                        .with("subscribeAll", "false")
                                        .uri(AriHttp.path(url)))
                        .setTimeout(HANDSHAKE.toMillis());
        options.setAllowOriginHeader(false);
        return options.addHeader(
                "Authorization",
                new BasicCredentials(settings.username(), settings.password()).header());
    }

    /// On the loop.
    private final class Attempt {
        private final Listener listener;
        private Runnable stopTimer = () -> {};
        private boolean over;
        private @Nullable VertxEventWire wire;

        Attempt(Listener listener) {
            this.listener = listener;
        }

        void opened(WebSocket socket) {
            if (over) {
                var _ = socket.close();
                return;
            }
            over = true;
            stopTimer.run();
            var open = VertxEventWire.of(socket, loop, listener);
            wire = open;
            loop.run(() -> listener.opened(open));
        }

        void failed(Throwable failure) {
            end(
                    failure instanceof UpgradeRejectedException rejected
                            ? new Trouble(rejected.getStatus(), "HTTP " + rejected.getStatus())
                            : new Trouble(0, failure.getClass().getSimpleName()));
        }

        void end(Trouble trouble) {
            if (!over) {
                over = true;
                stopTimer.run();
                loop.run(() -> listener.failed(trouble));
            }
        }

        void giveUp() {
            over = true;
            stopTimer.run();
            if (wire != null) {
                wire.close(EventLine.GOING, "");
            }
        }
    }

    @Override
    public void close() {
        var closing = client.close();
        if (!Context.isOnEventLoopThread()) {
            Closing.await(closing, 2 * CLOSING_S);
        }
    }
}
