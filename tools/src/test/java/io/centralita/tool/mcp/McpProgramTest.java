package io.centralita.tool.mcp;

import static io.centralita.tool.mcp.Servers.awaitConnected;
import static io.centralita.tool.mcp.Servers.call;
import static io.centralita.tool.mcp.Servers.names;
import static io.centralita.tool.mcp.Servers.open;
import static io.centralita.tool.mcp.Servers.tool;
import static io.centralita.tool.mcp.Servers.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Requests;
import io.centralita.tool.mcp.McpServer.State;
import io.centralita.tool.mcp.McpServerSpec.Place.Program;
import io.centralita.tool.naming.NamePatterns;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tools of a server that is a program of ours, in a JVM of its own.
@Timeout(60)
class McpProgramTest {
    private static McpServer good;

    @BeforeAll
    static void start() throws Exception {
        good = open(FakeMcpProgram.program("good"));
    }

    @AfterAll
    static void stop() {
        good.close();
        Servers.await(() -> Servers.threads().isEmpty());
    }

    @AfterEach
    void it_found_nothing_wrong_with_the_client() throws InterruptedException {
        awaitConnected(good);
        assertThat(call(good, "report"))
                .isInstanceOfSatisfying(
                        ToolOutcome.Answered.class,
                        answer -> assertThat(answer.text()).startsWith("violations [] "));
    }

    @Test
    void its_tools_are_offered_page_by_page_under_names_that_models_take() {
        assertThat(names(good)).hasSizeGreaterThan(15).startsWith("f_greet", "f_structured");
        assertThat(names(good)).contains("f_odd_name").doesNotHaveDuplicates();
        var greet = tool(good, "greet").definition();
        assertThat(greet.description()).startsWith("Does greet.");
        assertThat(greet.parameters().at("/properties/who/type").asText()).isEqualTo("string");
        assertThat(greet.acknowledgement().in(Locale.of("es"))).contains("Un momento.");
        assertThat(greet.confirmed()).isTrue();
        assertThat(tool(good, "structured").definition().confirmed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "structured | answered | {\"name\":\"Juan\"}",
                "picture | answered | Mire esto.\\n(The answer also has an image, which cannot be"
                        + " passed on in a call.)",
                "resource | answered | Lo que dice el archivo.",
                "garbage | answered | Aquí estoy.",
                "fails | invalid-arguments | Unknown phone number",
                "unfit | invalid-arguments | The service does not take these arguments for this"
                        + " tool.",
                "traceback | unexpected | Ocurrió un error al procesar tu consulta. Por favor,"
                        + " intenta nuevamente.",
                "refuses | unexpected | Ocurrió un error al procesar tu consulta. Por favor,"
                        + " intenta nuevamente.",
                "empty | answered | Ocurrió un error al procesar tu consulta. Por favor, intenta"
                        + " nuevamente."
            })
    void every_end_of_a_call_is_an_outcome_with_its_words(String name, String outcome, String words)
            throws InterruptedException {
        var end = call(good, name);
        assertThat(end.word()).isEqualTo(outcome);
        assertThat(words(end)).isEqualTo(words.replace("\\n", "\n"));
    }

    @Test
    void arguments_go_through_and_what_the_switchboard_adds_does_not() throws InterruptedException {
        assertThat(call(good, "greet", "{\"who\":\"Ñusta\",\"confirmed\":true}"))
                .isEqualTo(new ToolOutcome.Answered("Hola, Ñusta."));
        assertThat(call(good, "greet", "{\"who\":7}"))
                .isInstanceOf(ToolOutcome.InvalidArguments.class);
    }

    @Test
    void a_server_that_hangs_is_given_up_in_time_and_told_so() throws InterruptedException {
        var before = cancelled();
        assertThat(call(good, "hang")).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(call(good, "structured")).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(cancelled()).isEqualTo(before + 1);
    }

    @Test
    void a_call_that_is_interrupted_ends_and_the_server_is_told() throws Exception {
        var before = cancelled();
        var end = new AtomicReference<Throwable>();
        var started = new CountDownLatch(1);
        var thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    started.countDown();
                                    try {
                                        tool(good, "hang")
                                                .run(
                                                        Requests.of(
                                                                "f_hang",
                                                                "{}",
                                                                Duration.ofSeconds(60),
                                                                Requests.SPANISH));
                                    } catch (InterruptedException e) {
                                        end.set(e);
                                    }
                                });
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        Servers.await(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        thread.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(cancelled()).isEqualTo(before + 1);
    }

    @Test
    void new_tools_are_offered_as_soon_as_the_server_says_so() throws InterruptedException {
        assertThat(call(good, "grow")).isInstanceOf(ToolOutcome.Answered.class);
        Servers.await(() -> names(good).contains("f_late"));
        assertThat(call(good, "late")).isEqualTo(new ToolOutcome.Answered("Soy nueva."));
    }

    @Test
    void a_server_that_dies_in_the_middle_is_unreachable_at_once_and_comes_back() throws Exception {
        try (var server = open(FakeMcpProgram.program("good"))) {
            var request = Requests.of("f_die", "{}", Duration.ofSeconds(60), Requests.SPANISH);
            assertThat(tool(server, "die").run(request))
                    .isInstanceOf(ToolOutcome.Unreachable.class);
            Servers.awaitAnswer(
                    server,
                    "greet",
                    "{\"who\":\"otra vez\"}",
                    new ToolOutcome.Answered("Hola, otra vez."));
        }
    }

    @Test
    void a_message_without_an_end_loses_the_connection_and_not_the_memory() throws Exception {
        try (var server = open(FakeMcpProgram.program("good"))) {
            assertThat(call(server, "huge")).isInstanceOf(ToolOutcome.Unreachable.class);
            Servers.awaitAnswer(
                    server, "greet", "{\"who\":\"ana\"}", new ToolOutcome.Answered("Hola, ana."));
        }
    }

    @Test
    void a_server_of_the_official_sdk_understands_us() throws Exception {
        try (var server = open(FakeMcpProgram.program("sdk"))) {
            assertThat(names(server)).as("%s", server.state()).containsExactly("f_greet");
            assertThat(call(server, "greet", "{\"who\":\"ana\"}"))
                    .isEqualTo(new ToolOutcome.Answered("Hola, ana"));
        }
    }

    @Test
    void a_server_that_does_not_end_is_ended_and_its_children_with_it() throws Exception {
        List<Long> pids;
        try (var server = open(FakeMcpProgram.program("stubborn"))) {
            var said = words(call(server, "family"));
            var found = Pattern.compile("pids ([0-9 ]+) violations").matcher(said);
            assertThat(found.find()).as(said).isTrue();
            pids = List.of(found.group(1).split(" ")).stream().map(Long::valueOf).toList();
            assertThat(pids).hasSize(2).allMatch(McpProgramTest::isAlive);
        }
        Servers.await(() -> pids.stream().noneMatch(McpProgramTest::isAlive));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void what_a_program_says_before_it_fails_is_what_the_operator_reads() throws Exception {
        try (var server = open(FakeMcpProgram.program("broken"))) {
            assertThat(server.tools()).isEmpty();
            assertThat(server.state())
                    .isInstanceOfSatisfying(
                            State.Away.class,
                            away ->
                                    assertThat(away.why())
                                            .contains("exit code 3", "no such database"));
        }
    }

    @Test
    void a_program_that_is_not_there_costs_its_tools_alone() throws Exception {
        var nothing = new Program(List.of("/nonexistent/mcp-server"), Map.of(), null);
        try (var server = open(nothing)) {
            assertThat(server.tools()).isEmpty();
            assertThat(server.state()).isInstanceOf(State.Away.class);
        }
    }

    @Test
    void a_server_of_a_version_that_nobody_speaks_is_left_alone() throws Exception {
        try (var server = open(FakeMcpProgram.program("old"))) {
            assertThat(server.state())
                    .isInstanceOfSatisfying(
                            State.Away.class,
                            away -> assertThat(away.why()).contains("1999-01-01"));
        }
    }

    @Test
    void closing_does_not_wait_for_a_server_that_never_says_a_word() {
        var mute =
                new McpServer(
                        Servers.spec(FakeMcpProgram.program("mute")),
                        Backoff.STANDARD,
                        Time.SYSTEM);
        mute.close();
        assertThat(mute.settled()).isCompleted();
        assertThat(mute.tools()).isEmpty();
    }

    @Test
    void only_the_tools_that_are_listed_are_offered() throws Exception {
        var spec =
                new McpServerSpec(
                        "few",
                        "",
                        FakeMcpProgram.program("good"),
                        new NamePatterns(List.of("gr*", "report")),
                        NamePatterns.NONE,
                        null,
                        LocalizedText.NONE);
        try (var server = new McpServer(spec, Servers.QUICK, Time.SYSTEM)) {
            var _ = server.settled().get(20, TimeUnit.SECONDS);
            assertThat(names(server)).containsExactly("greet", "grow", "report");
        }
    }

    private static int cancelled() throws InterruptedException {
        var said = words(call(good, "report"));
        return Integer.parseInt(said.substring(said.lastIndexOf(' ') + 1));
    }
}
