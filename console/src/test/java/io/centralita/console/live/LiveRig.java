package io.centralita.console.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.console.Console;
import io.centralita.console.MetricsPage;
import io.centralita.console.access.Access;
import io.centralita.console.access.AccessSettings;
import io.centralita.console.login.LoginRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A console over real HTTP with calls made of method calls.
final class LiveRig {
    static final JsonMapper JSON = new JsonMapper();
    static final String PASSWORD = "correct horse";

    final CallBoard board = new CallBoard();
    Optional<CallRecordings.Recorded> recorded = Optional.empty();
    final int port;
    private final Vertx vertx = Vertx.vertx();
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LiveConsole live;
    private final Console console;

    private volatile Instant now = MadeCall.ZERO;

    LiveRig(OperatorRules.Listening listening, boolean operators) throws Exception {
        var access = new Access(AccessSettings.of(Optional.of(PASSWORD)), () -> now);
        console =
                new Console(
                        Locale.of("es"),
                        access,
                        new OneRecord(),
                        List.of(),
                        new MetricsPage(() -> "", "text/plain"));
        live =
                LiveConsole.open(
                        console,
                        new LiveConsole.Calls(
                                board, () -> 1, () -> 0, 10, new Glance(InstantSource.system())),
                        new CallRoutes.Sources(new OneRecord(), new OneLog(), new Kept()),
                        new LiveConsole.Rules(
                                new OperatorRules(listening, operators), Locale.of("es")),
                        Time.SYSTEM);
        var router = Router.router(vertx);
        live.mount(router);
        console.mount(router);
        new LoginRoutes(console, access).mount(router);
        port =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS)
                        .actualPort();
    }

    /// So much later, in the eyes of those who have signed in.
    void pass(Duration by) {
        now = now.plus(by);
    }

    int pages() {
        return live.pages();
    }

    MadeCall call(String id) {
        return new MadeCall(board, id, Time.SYSTEM);
    }

    /// A call whose caller is connected with the engine itself.
    MadeCall callElsewhere(String id) {
        return new MadeCall(board, id, Time.SYSTEM, false);
    }

    void close() throws Exception {
        live.close();
        console.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(String path, Map<String, String> headers) throws Exception {
        var request = get(path);
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                get(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    WebSocket connect(String path, SocketEar ear) throws Exception {
        return connect(path, ear, Map.of());
    }

    WebSocket connect(String path, SocketEar ear, Map<String, String> headers) throws Exception {
        var builder = http.newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), ear)
                .get(10, SECONDS);
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static final class OneRecord implements CallRecords {
        @Override
        public void save(CallReport report) {}

        @Override
        public Optional<CallReport> find(String id) {
            return id.equals("OLD") ? Optional.of(old()) : Optional.empty();
        }

        @Override
        public List<CallReport> latest(int limit) {
            return List.of(old());
        }

        private static CallReport old() {
            return new CallReport(
                    "OLD",
                    "default",
                    "twilio",
                    "offline",
                    "",
                    "",
                    MadeCall.ZERO,
                    MadeCall.ZERO,
                    MadeCall.ZERO.plusSeconds(60),
                    "caller",
                    "hung-up",
                    false,
                    null,
                    0,
                    List.of(new CallReport.Turn(Who.CALLER, "Hola", 1, 2, null, false)),
                    List.of(new CallReport.ToolUse("ask", "{}", "answered", 20)),
                    new CallReport.Audio(0, 0, 0, 0),
                    Map.of(),
                    Map.of());
        }
    }

    private static final class OneLog implements CallLogLines {
        @Override
        public Lines of(String call) {
            return call.equals("OLD")
                    ? new Lines(
                            List.of(
                                    new Line(
                                            MadeCall.ZERO.plusMillis(1_500),
                                            "INFO",
                                            "CallLoop",
                                            "OLD/call",
                                            "call started",
                                            Map.of("engine", "offline"))),
                            0)
                    : new Lines(List.of(), 0);
        }

        @Override
        public Duration kept() {
            return Duration.ofDays(2);
        }
    }

    private final class Kept implements CallRecordings {
        @Override
        public Optional<Recorded> find(String call) {
            return recorded;
        }

        @Override
        public boolean delete(String call) {
            return recorded.isPresent();
        }
    }
}
