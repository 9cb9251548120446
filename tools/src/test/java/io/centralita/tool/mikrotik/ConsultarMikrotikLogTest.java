package io.centralita.tool.mikrotik;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.centralita.call.scope.Time;
import io.centralita.tool.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// What one use of the tool leaves in the log (A8), and what it does not.
class ConsultarMikrotikLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ConsultarMikrotikTool.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void each_step_is_a_line_with_the_id_of_the_tool_call() throws InterruptedException {
        ask(FaultyHttpServer.saying("Hay 221 clientes."));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly(
                        "answering service asked",
                        "question",
                        "answering service answered",
                        "answer");
        assertThat(fields(lines.list.getFirst()))
                .containsEntry("name", "consultar_mikrotik")
                .containsEntry("timeoutMs", 60_000L)
                .containsEntry("httpTimeoutMs", 70_000L);
        assertThat(fields(lines.list.get(2)))
                .containsEntry("outcome", "answered")
                .containsKey("ms");
        assertThat(lines.list).allMatch(line -> "call_1".equals(fields(line).get("call_id")));
    }

    @Test
    void a_failure_is_a_warning_with_its_outcome() throws InterruptedException {
        ask(
                FaultyHttpServer.answering(
                        500, "{\"error\": \"no reading for «¿Cuántos clientes?»\"}"));
        var failed = lines.list.get(2);
        assertThat(failed.getLevel()).isEqualTo(Level.WARN);
        assertThat(fields(failed))
                .containsEntry("outcome", "http-error")
                .containsEntry("error", "HTTP status 500");
    }

    @Test
    void what_was_asked_and_answered_stands_under_personal_keys_at_debug_alone()
            throws InterruptedException {
        ask(FaultyHttpServer.saying("Hay 221 clientes."));
        ask(
                FaultyHttpServer.answering(
                        500, "{\"error\": \"no reading for «¿Cuántos clientes?»\"}"));
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .isNotEmpty()
                .allSatisfy(
                        line ->
                                assertThat(line.getFormattedMessage() + fields(line))
                                        .doesNotContain("clientes", "pii."));
        assertThat(lines.list)
                .filteredOn(line -> fields(line).toString().contains("clientes"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(fields(line).keySet().toString()).contains("pii."));
    }

    private static void ask(FaultyHttpServer.Behaviour behaviour) throws InterruptedException {
        try (var server = new FaultyHttpServer(behaviour);
                var client = new MikrotikClient(server.uri())) {
            var request =
                    Requests.of(
                            "consultar_mikrotik",
                            "{\"pregunta\": \"¿Cuántos clientes?\"}",
                            Duration.ofSeconds(60),
                            Requests.SPANISH);
            assertThat(new ConsultarMikrotikTool(client, Time.SYSTEM).run(request)).isNotNull();
        }
    }

    private static Map<String, Object> fields(ILoggingEvent line) {
        var pairs =
                line.getKeyValuePairs() == null ? List.<KeyValuePair>of() : line.getKeyValuePairs();
        return pairs.stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }
}
