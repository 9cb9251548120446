package io.centralita.tool.mikrotik;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallMetrics;
import io.centralita.call.FakeLeg;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.ScriptedEngine;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// From a real HTTP server that misbehaves to the engine of a real call: one result, in the
/// caller's words.
class ToolResultAtTheEngineTest {
    private static final String TIMED_OUT =
            "La consulta tardó demasiado tiempo en responder. Por favor, intenta con una pregunta"
                    + " más simple o inténtalo nuevamente.";
    private static final String UNREACHABLE =
            "No pude conectarme al servidor de información. Por favor, intenta más tarde.";
    private static final String HTTP_ERROR =
            "Hubo un error al consultar el servidor. Por favor, intenta nuevamente.";
    private static final String RATE_LIMITED =
            "Lo siento, tuve un problema al consultar esa información. El servidor está muy ocupado"
                    + " en este momento. ¿Puedo ayudarte con algo más?";
    private static final String UNEXPECTED =
            "Ocurrió un error al procesar tu consulta. Por favor, intenta nuevamente.";

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(FaultyHttpServer.saying("Hay 3."), "answered", "Hay 3."),
                Arguments.of(FaultyHttpServer.HANG_BEFORE_HEADERS, "timed-out", TIMED_OUT),
                Arguments.of(FaultyHttpServer.SLOW_DRIP, "timed-out", TIMED_OUT),
                Arguments.of(null, "unreachable", UNREACHABLE),
                Arguments.of(FaultyHttpServer.RESET, "unreachable", UNREACHABLE),
                Arguments.of(FaultyHttpServer.answering(500, "boom"), "http-error", HTTP_ERROR),
                Arguments.of(FaultyHttpServer.answering(429, ""), "rate-limited", RATE_LIMITED),
                Arguments.of(
                        FaultyHttpServer.answering(200, "<html>Traceback"),
                        "unexpected",
                        UNEXPECTED),
                Arguments.of(FaultyHttpServer.HUGE_BODY, "unexpected", UNEXPECTED),
                Arguments.of(
                        FaultyHttpServer.saying("Traceback (most recent call last): File \"x\""),
                        "unexpected",
                        UNEXPECTED));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("ends")
    void exactly_one_result_reaches_the_engine_in_words_for_the_caller(
            FaultyHttpServer.@Nullable Behaviour behaviour, String outcome, String sentence)
            throws Exception {
        if (behaviour == null) {
            ask(FaultyHttpServer.refusing(), outcome, sentence);
            return;
        }
        try (var server = new FaultyHttpServer(behaviour)) {
            ask(server.uri(), outcome, sentence);
        }
    }

    private static void ask(java.net.URI service, String outcome, String sentence)
            throws Exception {
        var engine = new ScriptedEngine();
        var records = new InMemoryRecords();
        try (var client = new MikrotikClient(service)) {
            var board = new Switchboard(parts(engine, records, client));
            var leg = new FakeLeg("CA-" + outcome);
            board.accept(leg);
            leg.awaitOpen();
            var session = engine.session();
            session.post(new EngineEvent.Ready());
            session.post(
                    new EngineEvent.ToolRequested(
                            new ToolCall(
                                    "t1", "consultar_mikrotik", "{\"pregunta\": \"¿cuántos?\"}")));
            await(session);

            leg.hangUp();
            leg.awaitClosed();
            board.close(Duration.ofSeconds(10)); // the report is written when the leg is closed
            assertThat(results(session)).containsExactly("tool t1: " + sentence);
            assertThat(records.find("CA-" + outcome).orElseThrow().tools())
                    .singleElement()
                    .satisfies(use -> assertThat(use.outcome()).isEqualTo(outcome));
        }
    }

    private static void await(ScriptedEngine.Session session) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (results(session).isEmpty()) {
            assertThat(System.nanoTime()).as("no result came").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static List<String> results(ScriptedEngine.Session session) {
        return session.told().stream().filter(line -> line.startsWith("tool ")).toList();
    }

    private static SwitchboardParts parts(
            ScriptedEngine engine, InMemoryRecords records, MikrotikClient client) {
        var standard = CallSettings.standard(Locale.of("es"), "Hola");
        var impatient =
                new CallSettings(
                        standard.tenant(),
                        standard.language(),
                        standard.voice(),
                        standard.greeting(),
                        standard.instructions(),
                        standard.engineOptions(),
                        Duration.ofSeconds(1),
                        standard.acknowledgeAfter(),
                        standard.silenceBudget(),
                        standard.engineDeadline());
        return new SwitchboardParts(
                impatient,
                engine,
                List.of(new ConsultarMikrotikTool(client, Time.SYSTEM)),
                new BundledTexts(),
                (text, language, format) -> Optional.empty(),
                records,
                new CallMetrics(new SimpleMeterRegistry()),
                Time.SYSTEM,
                10);
    }
}
