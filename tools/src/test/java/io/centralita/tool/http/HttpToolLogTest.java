package io.centralita.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.centralita.call.scope.Time;
import io.centralita.tool.Requests;
import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.mikrotik.FaultyHttpServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Neither secrets nor what was asked and answered get into the log.
class HttpToolLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.centralita.tool");
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
    void a_use_leaves_two_lines_with_the_id_of_the_tool_call() throws InterruptedException {
        ask(FaultyHttpServer.answering(200, "{\"text\":\"Juan Pérez debe 40 euros\"}"));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("HTTP tool asked", "HTTP tool answered");
        assertThat(lines.list)
                .allSatisfy(
                        line ->
                                assertThat(line.getKeyValuePairs().toString())
                                        .contains("call_1", "find_order", "127.0.0.1"));
    }

    @Test
    void nothing_in_it_is_secret_or_personal() throws InterruptedException {
        ask(FaultyHttpServer.answering(200, "{\"text\":\"Juan Pérez debe 40 euros\"}"));
        ask(FaultyHttpServer.answering(500, "{\"error\":\"Juan Pérez\"}"));
        ask(FaultyHttpServer.RESET);
        assertThat(lines.list).hasSizeGreaterThan(5);
        assertThat(lines.list)
                .allSatisfy(
                        line ->
                                assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                                        .doesNotContain("s3cret", "k3y", "Juan", "4711"));
    }

    private static void ask(FaultyHttpServer.Behaviour behaviour) throws InterruptedException {
        try (var server = new FaultyHttpServer(behaviour);
                var exchanges = new HttpExchanges(Time.SYSTEM)) {
            var specs = new Specs(server.uri() + "/orders/{id}?key=k3y");
            specs.headers = Map.of("Authorization", "Bearer s3cret");
            var request =
                    Requests.of(
                            "find_order",
                            "{\"id\":\"4711\"}",
                            Duration.ofSeconds(5),
                            Requests.SPANISH);
            var _ = new HttpTool(specs.spec(), exchanges, Time.SYSTEM).run(request);
        }
    }
}
