package io.centralita.fake.twilio;

import io.netty.channel.ChannelOption;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The API on a free port of this machine. Safe from any thread but event loops, on which starting
/// and closing would wait for themselves.
public final class TwilioApi implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;

    private final TwilioAccount account;
    private final Calls calls;
    private final Numbers numbers;
    private final Reception reception;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    /// Guarded by itself.
    private final ArrayDeque<Trouble> troubles = new ArrayDeque<>();

    private final HttpServer server;

    private TwilioApi(Vertx vertx, TwilioAccount account) {
        this.account = account;
        calls = new Calls(account.sid());
        numbers = new Numbers(account.sid(), account.numbers());
        reception = new Reception(account, calls, numbers);
        var listening = new CompletableFuture<HttpServer>();
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                vertx.createHttpServer(
                                                new HttpServerOptions().setHost(HOST).setPort(0))
                                        .requestHandler(this::arrived)
                                        .listen()
                                        .onSuccess(listening::complete)
                                        .onFailure(listening::completeExceptionally));
        server = get(listening);
    }

    public static TwilioApi start(Vertx vertx, TwilioAccount account) {
        return new TwilioApi(vertx, account);
    }

    /// In place of `https://api.twilio.com` and of the monitor's address.
    public URI url() {
        return URI.create("http://" + HOST + ":" + server.actualPort());
    }

    public TwilioAccount account() {
        return account;
    }

    /// A call is answered.
    public void callBegins(String callSid, String from, String to) {
        calls.put(new FakeCall(callSid, from, to, "in-progress", ""));
    }

    /// A call is over, by itself or by the caller.
    public void callEnds(String callSid) {
        calls.put(calls.call(callSid).withStatus("completed"));
    }

    public FakeCall call(String callSid) {
        return calls.call(callSid);
    }

    public List<FakeRecording> recordings() {
        return calls.recordings();
    }

    public TwilioAccount.PhoneNumber number(String digits) {
        return numbers.number(digits);
    }

    /// The next requests go wrong so, one each.
    public void next(Trouble... next) {
        synchronized (troubles) {
            troubles.addAll(List.of(next));
        }
    }

    /// The same trouble, so many times.
    public void next(int times, Trouble trouble) {
        next(Collections.nCopies(times, trouble).toArray(Trouble[]::new));
    }

    /// All requests in order of arrival, the refused included.
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /// Those of one method whose path ends so.
    public List<Exchange> exchanges(String method, String end) {
        return exchanges.stream()
                .filter(one -> one.method().equals(method) && one.path().endsWith(end))
                .toList();
    }

    @Override
    public void close() {
        get(server.close().toCompletionStage().toCompletableFuture());
    }

    private void arrived(HttpServerRequest request) {
        if (Reception.isForm(request)) {
            request.setExpectMultipart(true);
        }
        request.end()
                .onSuccess(
                        _ ->
                                serve(
                                        request,
                                        plain(request.params()),
                                        plain(request.formAttributes())));
    }

    private void serve(
            HttpServerRequest request, Map<String, String> query, Map<String, String> form) {
        Trouble trouble;
        synchronized (troubles) {
            trouble = troubles.poll();
        }
        switch (trouble) {
            case null -> send(request, form, reception.answer(request, query, form));
            case Trouble.Answer answer -> send(request, form, RestError.of(answer));
            case Trouble.NeverAnswer() -> note(request, form, 0);
            case Trouble.Reset(boolean carriedOut) -> {
                if (carriedOut) {
                    reception.answer(request, query, form);
                }
                note(request, form, 0);
                reset(request);
            }
            case Trouble.Page() -> {
                note(request, form, 200);
                request.response().putHeader("Content-Type", "text/html").end("<html>hello</html>");
            }
            case Trouble.Flood(int bytes) -> {
                note(request, form, 200);
                request.response().end("[" + " ".repeat(bytes) + "]");
            }
        }
    }

    private void send(HttpServerRequest request, Map<String, String> form, Answer answer) {
        note(request, form, answer.status());
        var response =
                request.response()
                        .setStatusCode(answer.status())
                        .putHeader("Date", date())
                        .putHeader("Twilio-Request-Id", "RQ0");
        if (answer instanceof RestError error && error.retryAfter() != null) {
            response.putHeader("Retry-After", "" + error.retryAfter().toSeconds());
        }
        var body =
                switch (answer) {
                    case Answer.Done(_, var json) -> json;
                    case RestError error -> error.body();
                };
        if (body == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json").end(body.encode());
        }
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(account.clockAheadSeconds()).atOffset(ZoneOffset.UTC));
    }

    private void note(HttpServerRequest request, Map<String, String> form, int status) {
        exchanges.add(new Exchange(request.method().name(), request.uri(), form, status));
    }

    private static void reset(HttpServerRequest request) {
        var channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.pipeline().firstContext().close();
    }

    private static Map<String, String> plain(@Nullable MultiMap fields) {
        var plain = new HashMap<String, String>();
        if (fields != null) {
            fields.forEach(field -> plain.put(field.getKey(), field.getValue()));
        }
        return plain;
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
