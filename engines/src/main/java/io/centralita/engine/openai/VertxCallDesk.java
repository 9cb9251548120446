package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.EngineFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls by HTTP (`POST …/realtime/calls`, OpenAI's OpenAPI document 2.3.0). Thread-safe.
final class VertxCallDesk implements CallDesk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VertxCallDesk.class);
    private static final String CALLS = "realtime/calls";

    /// A session description of two media is 2 to 8 kB long.
    private static final int LARGEST_ANSWER = 65_536;

    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    /// For the hang-up, each of its tries.
    private static final Duration HANG_UP_WITHIN = Duration.ofSeconds(5);

    /// A call that is made after all is to be known of, so that it can be ended.
    private static final int LONGER = 4;

    private static final int HANG_UP_TRIES = 3;
    private static final long BETWEEN_TRIES_MS = 1_000;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final OpenAiSettings settings;
    private final VertxConnector connector;
    private final HttpClient client;

    /// Calls that nobody has ended, as far as is known.
    private final Set<String> live = ConcurrentHashMap.newKeySet();

    VertxCallDesk(Vertx vertx, OpenAiSettings settings, VertxConnector connector) {
        this.vertx = vertx;
        this.settings = settings;
        this.connector = connector;
        client = vertx.createHttpClient(new HttpClientOptions().setTcpNoDelay(true));
    }

    @Override
    public void make(
            SessionLoop loop,
            String offer,
            ObjectNode session,
            Duration within,
            Consumer<Made> then) {
        var told = new Once(then);
        var late = loop.after(within.toMillis(), () -> told.accept(late()));
        var boundary = "centralita-" + UUID.randomUUID();
        var _ =
                post(CALLS, within, "multipart/form-data; boundary=" + boundary)
                        .compose(
                                request ->
                                        request.send(form(boundary, offer, session))
                                                .compose(this::read))
                        .onComplete(
                                made ->
                                        loop.execute(
                                                () -> {
                                                    late.run();
                                                    told.accept(
                                                            made.succeeded()
                                                                    ? made.result()
                                                                    : failed(made.cause()));
                                                }));
    }

    /// What is told once; a call that comes too late is not wanted any more.
    private final class Once {
        private final Consumer<Made> then;
        private boolean told;

        Once(Consumer<Made> then) {
            this.then = then;
        }

        void accept(Made made) {
            if (!told) {
                told = true;
                then.accept(made);
            } else if (made instanceof Made.Answered(var callId, _)) {
                hangUp(callId);
            }
        }
    }

    private Future<Made> read(HttpClientResponse response) {
        var body = Buffer.buffer();
        response.handler(
                part -> {
                    if (body.length() + part.length() <= LARGEST_ANSWER) {
                        body.appendBuffer(part);
                    } else {
                        response.request().reset();
                    }
                });
        return response.end().map(_ -> made(response, body));
    }

    private Made made(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            return new Made.Refused(
                    HttpRefusal.of(status, response.getHeader("Retry-After"), host()));
        }
        var callId = callId(response.getHeader("Location"));
        if (callId.isEmpty()) {
            return refused("no-location");
        }
        var answer = body.toString();
        if (!answer.startsWith("v=0")) {
            hangUp(callId.get());
            return refused("no-answer");
        }
        live.add(callId.get());
        return new Made.Answered(callId.get(), answer);
    }

    /// The last part of its path: `/v1/realtime/calls/rtc_…`.
    private static Optional<String> callId(@Nullable String location) {
        if (location == null) {
            return Optional.empty();
        }
        var path = location.replaceFirst("[?#].*", "");
        var name = path.substring(path.lastIndexOf('/') + 1);
        return Optional.of(name).filter(CALL_ID.asMatchPredicate());
    }

    private static Made refused(String code) {
        return new Made.Refused(
                new Connector.Refusal(
                        new EngineFailure.Rejected(code), false, Duration.ZERO, code));
    }

    private Made late() {
        return new Made.Refused(
                new Connector.Refusal(
                        new EngineFailure.Unreachable(host(), null), true, Duration.ZERO, "late"));
    }

    private Made failed(Throwable cause) {
        return new Made.Refused(
                new Connector.Refusal(
                        new EngineFailure.Unreachable(host(), cause),
                        true,
                        Duration.ZERO,
                        cause.getClass().getSimpleName()));
    }

    @Override
    public void hangUp(String callId) {
        hangUp(callId, 1);
    }

    private void hangUp(String callId, int attempt) {
        var _ =
                tryToHangUp(callId)
                        .onComplete(
                                answer -> {
                                    boolean done =
                                            answer.succeeded()
                                                    && (answer.result() < 300
                                                            || answer.result() == 404);
                                    if (done) {
                                        live.remove(callId);
                                    } else {
                                        notHungUp(callId, attempt, answer.cause());
                                    }
                                });
    }

    private Future<Integer> tryToHangUp(String callId) {
        return post(CALLS + "/" + callId + "/hangup", HANG_UP_WITHIN, null)
                .compose(request -> request.send())
                .map(HttpClientResponse::statusCode)
                .timeout(HANG_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void over(String callId) {
        live.remove(callId);
    }

    private void notHungUp(String callId, int attempt, @Nullable Throwable cause) {
        if (attempt < HANG_UP_TRIES) {
            vertx.setTimer(BETWEEN_TRIES_MS * attempt, _ -> hangUp(callId, attempt + 1));
        } else {
            live.remove(callId);
            log.atWarn()
                    .addKeyValue("modelCall", callId)
                    .addKeyValue("cause", cause == null ? "status" : cause.getClass().getName())
                    .log("call at the model's server was not hung up; it ends by itself");
        }
    }

    @Override
    public Connector beside(String callId) {
        return connector.beside(callId);
    }

    /// Whatever is still open is hung up on. Not on an event loop: waits for that, for a moment.
    @Override
    public void close() {
        try {
            Future.join(live.stream().map(this::tryToHangUp).toList())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn().addKeyValue("calls", live.size()).setCause(e).log("calls are left open");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var _ = client.close();
    }

    private Future<HttpClientRequest> post(String path, Duration within, @Nullable String type) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(uri(path))
                        .setConnectTimeout(within.toMillis())
                        .setIdleTimeout(within.multipliedBy(LONGER).toMillis());
        settings.credentials().forEach(options::putHeader);
        if (type != null) {
            options.putHeader("Content-Type", type);
        }
        return client.request(options);
    }

    private String uri(String path) {
        var base = settings.baseUrl();
        var scheme =
                switch (base.getScheme()) {
                    case "wss" -> "https";
                    case "ws" -> "http";
                    default -> base.getScheme();
                };
        var root = base.getRawPath() == null ? "" : base.getRawPath();
        var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(
                        scheme
                                + "://"
                                + base.getRawAuthority()
                                + (root.endsWith("/") ? root : root + "/")
                                + path
                                + query)
                .toString();
    }

    private String host() {
        return settings.baseUrl().getHost();
    }

    private static Buffer form(String boundary, String offer, ObjectNode session) {
        return Buffer.buffer()
                .appendString(part(boundary, "sdp", "application/sdp", offer))
                .appendString(part(boundary, "session", "application/json", session.toString()))
                .appendString("--" + boundary + "--\r\n");
    }

    private static String part(String boundary, String name, String type, String body) {
        return """
        --%s\r
        Content-Disposition: form-data; name="%s"\r
        Content-Type: %s\r
        \r
        %s\r
        """
                .formatted(boundary, name, type, body);
    }
}
