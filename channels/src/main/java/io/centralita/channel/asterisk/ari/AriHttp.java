package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attempts at requests, on pooled connections of one event loop. Safe from any thread but event
/// loops, which it would block.
final class AriHttp implements AriTransport {
    /// Some 10,000 channels.
    static final int LARGEST_ANSWER = 8 * 1_048_576;

    /// Asterisk closes a connection that was idle for 15.0 s (measured); by then ours is gone, up
    /// to a second later than this.
    private static final int IDLE_S = 10;

    private static final Logger log = LoggerFactory.getLogger(AriHttp.class);

    private static final int CLEANING_MS = 1_000;

    private static final int CONNECT_MS = 2_000;

    /// Requests that wait for a connection; more are not made.
    private static final int WAITING = 1_000;

    private static final int CLOSING_S = 5;

    private final Time time;
    private final Context context;
    private final HttpClient client;
    private final RequestOptions target;
    private final String base;

    /// Connections on which something was answered.
    private final Set<HttpConnection> proven = ConcurrentHashMap.newKeySet();

    AriHttp(Vertx vertx, AriSettings settings, Time time) {
        this.time = time;
        var url = settings.base();
        base = path(url);
        boolean secure = "https".equals(url.getScheme());
        context = vertx.getOrCreateContext();
        target =
                new RequestOptions()
                        .setServer(server(url))
                        .setHost(url.getHost())
                        .setPort(port(url))
                        .setSsl(secure);
        target.putHeader("Accept", "application/json");
        target.putHeader(
                "Authorization",
                new BasicCredentials(settings.username(), settings.password()).header());
        client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                                        .setTcpNoDelay(true)
                                        .setConnectTimeout(CONNECT_MS)
                                        .setKeepAliveTimeout(IDLE_S))
                        .with(
                                new PoolOptions()
                                        .setHttp1MaxSize(settings.limits().connections())
                                        .setMaxWaitQueueSize(WAITING)
                                        .setCleanerPeriod(CLEANING_MS))
                        .withConnectHandler(this::connected)
                        .build();
    }

    private void connected(HttpConnection connection) {
        connection.closeHandler(_ -> proven.remove(connection));
        connection.exceptionHandler(
                failure ->
                        log.atDebug()
                                .addKeyValue("failure", failure.getClass().getSimpleName())
                                .log("a connection to Asterisk broke"));
    }

    /// The path as far as `ari`, without a slash at its end.
    static String path(URI url) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /// Where to connect to; an IPv6 address has brackets in a URL, and none here.
    static SocketAddress server(URI url) {
        return SocketAddress.inetSocketAddress(
                port(url), url.getHost().replace("[", "").replace("]", ""));
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    @Override
    public Attempt once(AriRequest request, Duration within) throws InterruptedException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a request to Asterisk blocks: not on an event loop");
        }
        var exchange = new Exchange();
        context.runOnContext(_ -> exchange.begin(request));
        try {
            var outcome = time.poll(exchange.outcome, within.toNanos());
            return outcome == null ? new Attempt.Late(exchange.sent) : outcome;
        } finally {
            context.runOnContext(_ -> exchange.abandon());
        }
    }

    @Override
    public void close() {
        var closing = client.close();
        if (!Context.isOnEventLoopThread()) {
            Closing.await(closing, CLOSING_S);
        }
    }

    /// Belongs to the event loop, but for the outcome.
    private final class Exchange {
        final BlockingQueue<Attempt> outcome = new ArrayBlockingQueue<>(1);
        volatile boolean sent;
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;
        private boolean over;
        private boolean reused;

        void begin(AriRequest wish) {
            if (over) {
                return;
            }
            var options =
                    new RequestOptions(target)
                            .setMethod(HttpMethod.valueOf(wish.method()))
                            .setURI(wish.uri(base));
            try {
                client.request(options)
                        .onSuccess(made -> send(made, wish.body()))
                        .onFailure(failure -> end(new Attempt.NotSent(failure)));
            } catch (IllegalStateException closed) {
                end(new Attempt.NotSent(closed));
            }
        }

        private void send(HttpClientRequest made, String json) {
            request = made;
            if (over) {
                var _ = made.reset();
                return;
            }
            sent = true;
            reused = proven.contains(made.connection());
            made.response().onSuccess(this::receive).onFailure(this::broken);
            if (json.isEmpty()) {
                var _ = made.end();
            } else {
                var _ = made.putHeader("Content-Type", "application/json").end(json);
            }
        }

        private void receive(HttpClientResponse response) {
            proven.add(response.request().connection());
            response.exceptionHandler(this::broken);
            response.handler(
                    part -> {
                        if (over) {
                            return;
                        }
                        if (body.length() + part.length() > LARGEST_ANSWER) {
                            end(new Attempt.Nonsense());
                            stop();
                        } else {
                            body.appendBuffer(part);
                        }
                    });
            response.endHandler(_ -> end(new Attempt.Answered(answer(response))));
        }

        private AriAnswer answer(HttpClientResponse response) {
            var server = response.getHeader("Server");
            var type = response.getHeader("Content-Type");
            return new AriAnswer(
                    response.statusCode(),
                    server == null ? "" : server,
                    type != null && type.startsWith("application/json"),
                    body.getBytes());
        }

        private void broken(Throwable failure) {
            end(
                    failure instanceof IOException || failure instanceof HttpClosedException
                            ? new Attempt.Broken(reused, failure)
                            : new Attempt.Nonsense());
        }

        private void end(Attempt what) {
            if (!over) {
                over = true;
                outcome.add(what);
            }
        }

        /// Nobody waits any more. What is under way is of no use to anybody else either.
        void abandon() {
            if (!over) {
                over = true;
                stop();
            }
        }

        private void stop() {
            if (request != null) {
                var _ = request.reset();
            }
        }
    }
}
