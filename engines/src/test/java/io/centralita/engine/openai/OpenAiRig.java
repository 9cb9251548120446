package io.centralita.engine.openai;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.scope.Time;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// The strict model over a real WebSocket, and calls that talk with it. All rigs share one Vert.x,
/// as all calls of a switchboard do.
final class OpenAiRig implements AutoCloseable {
    static final Vertx VERTX = Vertx.vertx();

    /// Far beyond what anything takes, so that only a bug meets it.
    static final Duration DEADLINE = Duration.ofSeconds(20);

    /// As patient as it has to be on a machine that is busy, and no more.
    static final Patience QUICK =
            new Patience(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(2),
                    Duration.ofHours(1));

    private static final long POLL_NANOS = 500_000;
    private static final AtomicInteger CALLS = new AtomicInteger();

    final ModelServer server;
    final OpenAiEngine engine;
    private final List<TestCall> calls = new CopyOnWriteArrayList<>();

    OpenAiRig(Settings settings) {
        this(settings, standard -> standard);
    }

    OpenAiRig(Settings settings, Patience patience) {
        this(
                settings,
                standard ->
                        new OpenAiSettings(
                                standard.name(),
                                standard.baseUrl(),
                                standard.apiKey(),
                                standard.auth(),
                                standard.options(),
                                patience));
    }

    OpenAiRig(Settings settings, UnaryOperator<OpenAiSettings> change) {
        server = ModelServer.start(VERTX, settings);
        engine = new OpenAiEngine(VERTX, change.apply(settings(settings)), Time.SYSTEM);
    }

    private OpenAiSettings settings(Settings service) {
        return new OpenAiSettings(
                "openai",
                URI.create(server.httpUri() + (service.azure() ? "/openai/v1" : "/v1")),
                new ApiKey(service.key()),
                service.azure() ? Auth.API_KEY : Auth.BEARER,
                SessionOptions.DEFAULTS,
                QUICK);
    }

    static SessionSettings callSettings(AudioFormat leg) {
        return callSettings(leg, Map.of(), List.of());
    }

    static SessionSettings callSettings(
            AudioFormat leg, Map<String, String> wishes, List<HistoryEntry> history) {
        return new SessionSettings(
                "call-" + CALLS.incrementAndGet(),
                Locale.of("es"),
                "Hola, soy la centralita.",
                new Conduct("You help subscribers.", "", List.of(), TurnTaking.AUTOMATIC, true),
                wishes,
                history,
                leg);
    }

    /// A telephone call, not greeted yet.
    TestCall dial() {
        return dial(callSettings(AudioFormat.PCMU_8K));
    }

    TestCall dial(SessionSettings settings) {
        var call = new TestCall();
        call.open(engine, settings);
        calls.add(call);
        return call;
    }

    /// A call whose greeting has been said.
    TestCall greeted() {
        return greeted(callSettings(AudioFormat.PCMU_8K));
    }

    TestCall greeted(SessionSettings settings) {
        var call = dial(settings);
        call.await(EngineEvent.Ready.class);
        call.session().greet();
        call.await(EngineEvent.ReplyFinished.class);
        return call;
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about in time: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// All connections but the given number of them are closed.
    void awaitOpen(int sessions) {
        await(
                sessions + " open connections, not " + server.openSessions(),
                () -> server.openSessions() == sessions);
    }

    /// Events that came to calls which had closed their sessions.
    int afterClose() {
        return calls.stream().mapToInt(TestCall::afterClose).sum();
    }

    List<String> speechFaults() {
        return calls.stream().flatMap(call -> call.speech.faults().stream()).toList();
    }

    /// Lets everything that is on its way on the loops arrive.
    static void settle(Duration time) {
        var passed = new java.util.concurrent.CountDownLatch(1);
        VERTX.setTimer(time.toMillis(), _ -> passed.countDown());
        try {
            if (!passed.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("timer did not fire");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        calls.forEach(TestCall::close);
        server.close();
        engine.close();
    }
}
