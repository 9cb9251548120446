package io.centralita.engine.openai;

import io.centralita.call.engine.EngineFailure;
import io.centralita.socket.TextSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.http.WebSocketInternal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Connections over WebSocket. Thread-safe; what it opens lives on the loop it was asked from.
final class VertxConnector implements Connector, AutoCloseable {
    /// A delta of audio may be long: 4 MiB are a minute and a half of PCM at 24 kHz, in Base64.
    static final int LARGEST_MESSAGE = 4 * 1_048_576;

    private static final int MANY = 100_000;

    /// A server that does not answer a close is not waited for.
    private static final int CLOSING_S = 2;

    private final OpenAiSettings settings;
    private final WebSocketClient client;

    VertxConnector(Vertx vertx, OpenAiSettings settings) {
        this.settings = settings;
        client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(MANY)
                                .setTcpNoDelay(true)
                                .setClosingTimeout(CLOSING_S)
                                .setMaxFrameSize(LARGEST_MESSAGE)
                                .setMaxMessageSize(LARGEST_MESSAGE));
    }

    @Override
    public Wire connect(SessionLoop loop, String model, Duration within, Listener listener) {
        return connect("model", model, loop, within, listener);
    }

    /// Connections beside a call that somebody else carries the audio of.
    Connector beside(String callId) {
        return (loop, _, within, listener) -> connect("call_id", callId, loop, within, listener);
    }

    private Wire connect(
            String key, String value, SessionLoop loop, Duration within, Listener listener) {
        var connection = new Connection(loop, listener);
        client.connect(options(key, value, within))
                .onSuccess(connection::opened)
                .onFailure(connection::failed);
        var late =
                loop.after(
                        within.toMillis(), () -> connection.failed(new LateException(endpoint())));
        connection.stopTimer = late;
        return connection;
    }

    @Override
    public void close() {
        client.close();
    }

    private WebSocketConnectOptions options(String key, String value, Duration within) {
        var base = settings.baseUrl();
        var secure = "https".equals(base.getScheme()) || "wss".equals(base.getScheme());
        int port = base.getPort() > 0 ? base.getPort() : secure ? 443 : 80;
        var options =
                new WebSocketConnectOptions()
                        .setHost(base.getHost())
                        .setPort(port)
                        .setSsl(secure)
                        .setURI(path(base, key, value))
                        .setConnectTimeout(within.toMillis())
                        .setTimeout(within.toMillis());
        options.setAllowOriginHeader(false);
        settings.credentials().forEach(options::addHeader);
        return options;
    }

    private static String path(URI base, String key, String value) {
        var path = base.getRawPath() == null ? "" : base.getRawPath();
        var query = base.getRawQuery() == null ? "" : base.getRawQuery() + "&";
        return (path.endsWith("/") ? path : path + "/")
                + "realtime?"
                + query
                + key
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String endpoint() {
        return settings.baseUrl().getHost();
    }

    private static final class LateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LateException(String host) {
            super("no answer from " + host + " in time", null, false, false);
        }
    }

    /// What the failure means to a call.
    private Refusal refusal(Throwable failure) {
        if (failure instanceof UpgradeRejectedException rejected) {
            return HttpRefusal.of(
                    rejected.getStatus(), rejected.getHeaders().get("Retry-After"), endpoint());
        }
        return new Refusal(
                new EngineFailure.Unreachable(endpoint(), failure),
                true,
                Duration.ZERO,
                failure.getClass().getSimpleName());
    }

    private final class Connection implements Wire, TextSocket.Receiver {
        private final SessionLoop loop;
        private final Listener listener;
        private Runnable stopTimer = () -> {};
        private @Nullable WebSocket socket;
        private @Nullable TextSocket messages;
        private @Nullable Buffer fragments;
        private boolean over;

        Connection(SessionLoop loop, Listener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        void opened(WebSocket open) {
            stopTimer.run();
            if (over) {
                open.close();
                return;
            }
            socket = open;
            open.setWriteQueueMaxSize(VertxConnector.QUEUE_BYTES);
            messages =
                    TextSocket.ofClient(
                            ((WebSocketInternal) open).channelHandlerContext().channel(),
                            ((VertxLoop) loop).context(),
                            this);
            open.frameHandler(
                    frame -> {
                        if (!over && (frame.isText() || frame.isContinuation())) {
                            text(frame.binaryData(), frame.isFinal());
                        } else if (!over && frame.isBinary()) {
                            listener.oddity("binary frame");
                        }
                    });
            open.pongHandler(_ -> listener.pong());
            open.exceptionHandler(failure -> closed(failure.getClass().getSimpleName()));
            open.closeHandler(_ -> closed("close code " + open.closeStatusCode()));
            listener.opened();
        }

        void failed(Throwable failure) {
            stopTimer.run();
            if (!over && socket == null) {
                over = true;
                listener.failed(refusal(failure));
            }
        }

        private void text(Buffer part, boolean last) {
            var whole = part;
            if (fragments != null || !last) {
                var sum = fragments == null ? Buffer.buffer() : fragments;
                whole = sum.appendBuffer(part);
                fragments = last ? null : whole;
                if (!last) {
                    return;
                }
            }
            text(whole.getBytes(), whole.length());
        }

        private void closed(String detail) {
            if (!over) {
                over = true;
                listener.closed(detail);
            }
        }

        @Override
        public void text(byte[] bytes, int length) {
            if (!over) {
                listener.message(bytes, length);
            }
        }

        @Override
        public void drained() {
            if (!over) {
                listener.drained();
            }
        }

        @Override
        public void send(byte[] utf8, int length) {
            var open = messages;
            if (open != null && !over) {
                open.write(utf8, length);
                open.flush();
            }
        }

        @Override
        public boolean isFull() {
            var open = messages;
            return open != null && open.isFull();
        }

        @Override
        public void ping() {
            var open = socket;
            if (open != null && !open.isClosed()) {
                open.writePing(Buffer.buffer());
            }
        }

        @Override
        public void close() {
            over = true;
            stopTimer.run();
            var open = socket;
            if (open != null && !open.isClosed()) {
                open.close();
            }
        }
    }

    /// Bytes queued above which a connection counts as full: two seconds of audio as messages.
    private static final int QUEUE_BYTES = 65_536;
}
