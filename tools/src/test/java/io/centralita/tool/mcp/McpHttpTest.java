package io.centralita.tool.mcp;

import static io.centralita.tool.mcp.Servers.awaitConnected;
import static io.centralita.tool.mcp.Servers.call;
import static io.centralita.tool.mcp.Servers.names;
import static io.centralita.tool.mcp.Servers.open;
import static io.centralita.tool.mcp.Servers.tool;
import static io.centralita.tool.mcp.Servers.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Runs;
import io.centralita.tool.mcp.FakeMcpHttp.Manner;
import io.centralita.tool.mcp.McpServer.State;
import io.centralita.tool.mcp.McpServerSpec.Place.Address;
import io.centralita.tool.mikrotik.FaultyHttpServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tools of a server on streamable HTTP.
@Timeout(60)
class McpHttpTest {
    @AfterEach
    void nothing_is_left() {
        Servers.await(() -> Servers.threads().stream().noneMatch(n -> n.startsWith("mcp-fake")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON | Hola, ana.",
                "EVENTS | Hola, ana.",
                "EVENTS_CUT | Ocurrió un error al procesar tu consulta. Por favor, intenta"
                        + " nuevamente.",
                "HTML | Ocurrió un error al procesar tu consulta. Por favor, intenta nuevamente.",
                "DRIP | La consulta tardó demasiado tiempo en responder. Por favor, intenta con una"
                        + " pregunta más simple o inténtalo nuevamente.",
                "STATUS_429 | Lo siento, tuve un problema al consultar esa información. El servidor"
                        + " está muy ocupado en este momento. ¿Puedo ayudarte con algo más?",
                "STATUS_500 | Hubo un error al consultar el servidor. Por favor, intenta"
                        + " nuevamente.",
                "RESET | No pude conectarme al servidor de información. Por favor, intenta más"
                        + " tarde."
            })
    void every_manner_of_answering_becomes_its_sentence(Manner manner, String sentence)
            throws Exception {
        try (var fake = new FakeMcpHttp(0, true)) {
            try (var server = open(FakeMcpHttp.at(fake.port()))) {
                assertThat(names(server)).contains("f_greet", "f_odd_name");
                fake.behave(manner);
                var result =
                        Runs.one(tool(server, "greet"), "{\"who\":\"ana\"}", Duration.ofSeconds(1));
                assertThat(result.output()).isEqualTo(sentence);
                fake.behave(Manner.JSON);
                assertThat(words(call(server, "greet", "{\"who\":\"bea\"}")))
                        .isEqualTo("Hola, bea.");
            }
            assertThat(fake.violations()).isEmpty();
            assertThat(fake.session()).isEqualTo("forgotten");
        }
    }

    @Test
    void a_server_that_hangs_is_given_up_in_time_and_told_so() throws Exception {
        try (var fake = new FakeMcpHttp(0, false);
                var server = open(FakeMcpHttp.at(fake.port()))) {
            assertThat(call(server, "hang")).isInstanceOf(ToolOutcome.TimedOut.class);
            Servers.await(() -> fake.cancelled() == 1);
            assertThat(call(server, "greet")).isInstanceOf(ToolOutcome.Answered.class);
            assertThat(fake.violations()).isEmpty();
        }
    }

    @Test
    void new_tools_are_heard_of_where_the_server_has_a_stream_for_that() throws Exception {
        try (var fake = new FakeMcpHttp(0, true);
                var server = open(FakeMcpHttp.at(fake.port()))) {
            Servers.await(() -> fake.listeners() == 1);
            assertThat(call(server, "grow")).isInstanceOf(ToolOutcome.Answered.class);
            Servers.await(() -> names(server).contains("f_late"));
        }
    }

    @Test
    void a_session_that_the_server_has_forgotten_is_begun_again() throws Exception {
        try (var fake = new FakeMcpHttp(0, false);
                var server = open(FakeMcpHttp.at(fake.port()))) {
            fake.forgetSession();
            assertThat(call(server, "greet")).isInstanceOf(ToolOutcome.Unreachable.class);
            Servers.await(() -> fake.session().equals("session-2"));
            awaitConnected(server);
            Servers.await(() -> names(server).contains("f_greet"));
            assertThat(call(server, "greet")).isInstanceOf(ToolOutcome.Answered.class);
            assertThat(fake.violations()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_down_at_first_has_its_tools_offered_once_it_is_there() throws Exception {
        int port = FaultyHttpServer.refusing().getPort();
        try (var server = open(FakeMcpHttp.at(port))) {
            assertThat(server.state()).isInstanceOf(State.Away.class);
            assertThat(server.tools()).isEmpty();
            try (var fake = new FakeMcpHttp(port, false)) {
                Servers.await(() -> names(server).contains("f_greet"));
                assertThat(fake.violations()).isEmpty();
            }
        }
    }

    @Test
    void a_server_that_goes_away_takes_its_tools_with_it_and_brings_them_back() throws Exception {
        int port;
        McpServer server;
        try (var fake = new FakeMcpHttp(0, false)) {
            port = fake.port();
            server = open(FakeMcpHttp.at(port));
            assertThat(names(server)).contains("f_greet");
        }
        try (server) {
            assertThat(call(server, "greet")).isInstanceOf(ToolOutcome.Unreachable.class);
            Servers.await(() -> server.tools().isEmpty());
            try (var _ = new FakeMcpHttp(port, false)) {
                Servers.await(() -> names(server).contains("f_greet"));
                assertThat(call(server, "greet")).isInstanceOf(ToolOutcome.Answered.class);
            }
        }
    }

    @Test
    void a_wrong_key_is_told_by_its_status_and_never_shown() throws Exception {
        try (var fake = new FakeMcpHttp(0, false)) {
            var address =
                    new Address(
                            FakeMcpHttp.at(fake.port()).url(), Map.of("Authorization", "wr0ng"));
            try (var server = open(address)) {
                assertThat(server.state())
                        .isInstanceOfSatisfying(
                                State.Away.class, away -> assertThat(away.why()).contains("401"));
                assertThat(server.spec().place().toString()).doesNotContain("wr0ng");
            }
        }
    }

    @Test
    void what_is_no_mcp_server_at_all_is_away() throws Exception {
        for (var behaviour :
                new FaultyHttpServer.Behaviour[] {
                    FaultyHttpServer.NOT_HTTP,
                    FaultyHttpServer.RESET,
                    FaultyHttpServer.RESET_IN_BODY,
                    FaultyHttpServer.HUGE_BODY,
                    FaultyHttpServer.answering(200, "[]"),
                    FaultyHttpServer.answering(302, "")
                }) {
            try (var faulty = new FaultyHttpServer(behaviour);
                    var server = open(new Address(faulty.uri(), Map.of()))) {
                assertThat(server.state()).isInstanceOf(State.Away.class);
            }
        }
    }
}
