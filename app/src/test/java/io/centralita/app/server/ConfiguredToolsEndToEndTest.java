package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.chat.Brain;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Occasion;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Pace;
import io.centralita.media.Recording;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers for whom a chat model looks things up, and changes them, by tools that an operator has
/// described: the real server over the Twilio protocol, real services behind keys, judged at the
/// ear.
class ConfiguredToolsEndToEndTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final String ORDER_WORDS = "Voy a mirar su pedido.";
    private static final String CLIENT_WORDS = "Abro la ficha de la clienta.";
    private static final String CANCEL_QUESTION = "¿Quiere que anule el pedido?";
    private static final Duration SLOW = Duration.ofSeconds(2);

    /// Longer than the silence the switchboard allows itself.
    private static final Duration ANSWERED = Duration.ofSeconds(3);

    private static final Duration MOST = Duration.ofSeconds(40);

    /// The budget, and what finding out that the caller has finished may take.
    private static final long MOST_DEAD_AIR_MS = 3_000;

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir static Path directory;

    private static volatile Brain brain = _ -> Script.say("Diga.");
    private static LogWatch log;
    private static OrderService orders;
    private static ClientService clients;
    private static ChatServer model;
    private static Server server;
    private static EspeakSynthesiser voice;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        log = new LogWatch();
        voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        orders = new OrderService(SLOW);
        clients = new ClientService(SLOW);
        var pace = Pace.AT_ONCE.withBetween(Duration.ofMillis(10));
        var service = Settings.DEFAULT.withPace(pace);
        model = ChatServer.start(VERTX, service.withBrain(occasion -> brain.reply(occasion)));
        Files.writeString(directory.resolve("tools.yaml"), tools());
        var environment =
                Map.of(
                        "ENGINE",
                        "pipeline",
                        "ENGINE_FALLBACK",
                        "none",
                        "LANGUAGE",
                        "es",
                        "TOOL_TIMEOUT",
                        "6",
                        "CHAT_BASE_URL",
                        model.baseUrl().toString(),
                        "CHAT_MODEL",
                        "gpt-4.1-mini",
                        "CHAT_API_KEY",
                        Settings.KEY,
                        "CRM_KEY",
                        OrderService.KEY,
                        "MCP_KEY",
                        ClientService.KEY,
                        "DATA_DIR",
                        directory.resolve("data").toString());
        server =
                Server.start(
                        SettingsReader.read(directory, environment).settings().alone(),
                        ServerWatcher.NOBODY);
    }

    @AfterAll
    static void close() throws Exception {
        if (log != null) {
            for (var part : new AutoCloseable[] {server, model, clients, orders, voice, log}) {
                if (part != null) {
                    part.close();
                }
            }
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(OrderService.KEY))
                    .noneMatch(line -> line.contains(ClientService.KEY));
        }
        VERTX.close();
    }

    @Test
    void an_http_tool_is_acknowledged_in_its_own_words_and_its_answer_is_heard() throws Exception {
        brain = asks("find_order", "{\"id\":\"a7\"}");

        var call = place(question());

        var said = assertHeard(call, List.of(ORDER_WORDS), Duration.ZERO);
        assertHeard(call, List.of(OrderService.SUMMARY), said);
        assertThat(orders.requests()).contains(new OrderService.Request("GET /orders/a7", "", ""));
        assertTool(call, "find_order", "answered");
    }

    @Test
    void a_tool_of_an_mcp_server_is_too() throws Exception {
        brain = asks("crm_find_client", "{\"name\":\"Marta\"}");

        var call = place(question());

        var said = assertHeard(call, List.of(CLIENT_WORDS), Duration.ZERO);
        assertHeard(call, List.of(ClientService.ANSWER), said);
        assertThat(clients.asked()).containsExactly(Map.of("name", "Marta"));
        assertTool(call, "crm_find_client", "answered");
    }

    @Test
    void what_changes_something_is_done_once_and_only_when_the_caller_has_agreed()
            throws Exception {
        var beforeTheYes = new AtomicInteger(-1);
        brain =
                occasion -> {
                    if (hasAgreed(occasion)) {
                        beforeTheYes.compareAndSet(-1, cancellations().size());
                    }
                    return cancels(occasion);
                };
        var script =
                CallerScript.builder()
                        .awaitReply(Duration.ofMillis(700))
                        .say(spoken("¿Cuántos clientes hay en router-146?"))
                        .awaitReply(Duration.ofSeconds(2), MOST)
                        .say(spoken("Sí, por favor."))
                        .awaitReply(ANSWERED, MOST)
                        .hangUp()
                        .build();

        var call = place(script);

        var asked = assertHeard(call, List.of(CANCEL_QUESTION), Duration.ZERO);
        assertHeard(call, List.of(OrderService.CANCELLED), asked);
        assertThat(beforeTheYes).hasValue(0);
        assertThat(cancellations()).hasSize(1);
        assertThat(cancellations().getFirst().idempotencyKey()).isNotBlank();
        assertThat(cancellations().getFirst().body()).isEqualTo("{\"by\":\"telephone\"}");
        var report = report(call);
        assertThat(report.path("tools").findValuesAsText("outcome"))
                .containsExactly("refused", "refused", "answered");
    }

    @Test
    void a_tool_that_hangs_leaves_nobody_in_silence_and_ends_in_words() throws Exception {
        brain = asks("find_order", "{\"id\":\"never\"}");
        var texts = new BundledTexts();

        var call = place(question());

        var said = assertHeard(call, List.of(ORDER_WORDS), Duration.ZERO);
        said = assertHeard(call, texts.variants("guard.still-looking-up", SPANISH), said);
        assertHeard(call, List.of(texts.text("tool.timed-out", SPANISH)), said);
        assertTool(call, "find_order", "timed-out");
        assertThat(report(call).path("longestDeadAirMs").asLong())
                .isLessThanOrEqualTo(MOST_DEAD_AIR_MS);
    }

    private static String tools() {
        return """
            http:
              - name: find_order
                description: Busca un pedido.
                acknowledgement: {es: %s, en: Let me look up your order.}
                url: http://127.0.0.1:%d/orders/{id}
                headers: {X-Api-Key: "${secret:CRM_KEY}"}
                arguments: {properties: {id: {type: string}}, required: [id]}
                answer: /order/summary
              - name: cancel_order
                description: Anula un pedido.
                method: POST
                url: http://127.0.0.1:%d/orders/{id}/cancel
                headers: {X-Api-Key: "${secret:CRM_KEY}"}
                arguments: {properties: {id: {type: string}}, required: [id]}
                body: {by: telephone}
                answer: /done
                confirm: true
            mcp:
              - name: crm
                url: %s
                headers: {Authorization: "${secret:MCP_KEY}"}
                acknowledgement: %s
            """
                .formatted(ORDER_WORDS, orders.port(), orders.port(), clients.url(), CLIENT_WORDS);
    }

    /// Asks a tool in silence and says what it answers.
    private static Brain asks(String tool, String arguments) {
        return occasion ->
                occasion.results().isEmpty()
                        ? Script.call(tool, arguments)
                        : Script.say(String.join(" ", occasion.results()));
    }

    /// Wants it done at once, then says without having asked that the caller agrees, and asks at
    /// last.
    private static Script cancels(Occasion occasion) {
        var result = String.join(" ", occasion.results());
        if (result.startsWith("Not done yet")) {
            return cancel(true);
        }
        if (result.startsWith("Not done.")) {
            return Script.say(CANCEL_QUESTION);
        }
        if (!result.isEmpty()) {
            return Script.say(result);
        }
        return cancel(hasAgreed(occasion));
    }

    private static boolean hasAgreed(Occasion occasion) {
        return occasion.said().toLowerCase(SPANISH).startsWith("sí");
    }

    private static Script cancel(boolean confirmed) {
        return Script.call(
                "cancel_order",
                confirmed ? "{\"id\":\"b8\",\"confirmed\":true}" : "{\"id\":\"b8\"}");
    }

    private static List<OrderService.Request> cancellations() {
        return orders.requests().stream()
                .filter(request -> request.line().equals("POST /orders/b8/cancel"))
                .toList();
    }

    private static CallerScript question() throws Exception {
        return CallerScript.builder()
                .awaitReply(Duration.ofMillis(700))
                .say(spoken("¿Cuántos clientes hay en router-146?"))
                .awaitReply(ANSWERED, MOST)
                .hangUp()
                .build();
    }

    private static CallResult place(CallerScript script) throws Exception {
        try (var callers = new Callers(ChannelMetrics.NONE)) {
            var line =
                    new Callers.Line(
                            server.url(), "+34600000001", "+34900000001", Optional.empty());
            var call = callers.call(line, script, CallerListener.NONE).get();
            assertThat(call.problems()).isEmpty();
            assertThat(model.refused()).isEmpty();
            assertThat(model.violations()).isEmpty();
            return call;
        }
    }

    private static void assertTool(CallResult call, String name, String outcome) throws Exception {
        var tools = report(call).path("tools");
        assertThat(tools).hasSize(1);
        assertThat(tools.at("/0/name").asText()).isEqualTo(name);
        assertThat(tools.at("/0/outcome").asText()).isEqualTo(outcome);
    }

    private static JsonNode report(CallResult call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call.callSid(), Duration.ofSeconds(10)).orElseThrow();
        }
    }

    /// @param texts one of which is to be heard
    /// @return when it was over
    private static Duration assertHeard(CallResult call, Collection<String> texts, Duration from)
            throws Exception {
        var recording = new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
        var verdict = new AnswerJudge(voice, Voice.of(SPANISH)).judge(recording, texts, from);
        assertThat(verdict.heard()).as("%s of %s in %s", verdict, texts, call).isTrue();
        return verdict.end();
    }

    private static short[] spoken(String text) throws Exception {
        return Speech.of(voice, text, Voice.of(SPANISH)).at(CallRecording.SAMPLE_RATE_HZ).samples();
    }
}
