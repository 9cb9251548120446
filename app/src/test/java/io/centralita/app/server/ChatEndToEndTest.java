package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Demonstration;
import io.centralita.app.demo.Dialogue;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.demo.Timeline;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
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
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Served;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Pace;
import io.centralita.media.Recording;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers talk with a chat model through the real server, over the Twilio protocol: real speech
/// in, real speech out, judged at the ear.
class ChatEndToEndTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final String KEY = "sk-find-me-0817";
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pace STREAMED = Pace.AT_ONCE.withBetween(Duration.ofMillis(10));
    private static final Settings SERVICE = Settings.DEFAULT.withKey(KEY).withPace(STREAMED);

    @TempDir Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static LogWatch log;

    @BeforeAll
    static void open() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        log = new LogWatch();
    }

    @AfterAll
    static void close() {
        VERTX.close();
        if (log != null) {
            log.close();
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(KEY));
        }
    }

    @Test
    void a_question_is_looked_up_by_the_model_and_answered_aloud() throws Exception {
        try (var model = ChatServer.start(VERTX, SERVICE.withBrain(asksTheNetwork()));
                var server = server(model, Map.of())) {
            var outcome = demonstrate(server);

            assertThat(outcome.right()).as("%s", outcome).isTrue();
            var report = report(server, outcome.call());
            assertThat(report.path("engine").asText()).isEqualTo("pipeline");
            assertThat(report.at("/tools/0/name").asText()).isEqualTo("consultar_mikrotik");
            assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
            assertThat(report.path("endedBy").asText()).isEqualTo("caller");
            assertThat(report.at("/usage/inputTextTokens").asLong()).isPositive();
            assertThat(report.at("/cost/USD").decimalValue()).isPositive();
            assertThat(conversation(model)).hasSize(2);
            wellBehaved(model);
        }
    }

    @Test
    void a_model_that_is_down_costs_the_caller_an_apology_and_no_answer() throws Exception {
        var down = Plan.every(new Misbehaviour.Answer(503));
        try (var model = ChatServer.start(VERTX, SERVICE.withPlan(down));
                var server = server(model, Map.of("ENGINE_FALLBACK", "offline"))) {
            var outcome = demonstrate(server);

            assertThat(outcome.right()).as("%s", outcome).isTrue();
            assertThat(report(server, outcome.call()).path("engine").asText()).isEqualTo("offline");
        }
    }

    @Test
    void a_model_that_dies_in_the_middle_of_a_sentence_is_followed_by_the_next_engine()
            throws Exception {
        var dies = Plan.every(6, new Misbehaviour.Reset());
        var talks =
                SERVICE.withPlan(dies)
                        .withBrain(_ -> Script.say("Claro. Ahora mismo te cuento. ".repeat(5)));
        try (var model = ChatServer.start(VERTX, talks);
                var server = server(model, Map.of("ENGINE_FALLBACK", "offline"))) {
            var outcome = demonstrate(server);

            assertThat(outcome.right()).as("%s", outcome).isTrue();
            assertThat(report(server, outcome.call()).path("engine").asText()).isEqualTo("offline");
            assertThat(conversation(model)).hasSize(1); // nothing is said twice
        }
    }

    @Test
    void a_caller_who_interrupts_ends_the_request_and_the_model_knows_what_was_heard()
            throws Exception {
        var story = "Es una historia muy larga que no termina nunca. ".repeat(400);
        Brain brain =
                occasion -> Script.say(occasion.number() == 1 ? story : "De acuerdo, ya no sigo.");
        try (var model = ChatServer.start(VERTX, SERVICE.withBrain(brain));
                var callers = new Callers(ChannelMetrics.NONE);
                var server = server(model, Map.of())) {
            var question = spoken("¿Cuántos clientes hay en router-146?");
            var script =
                    CallerScript.builder()
                            .awaitReply(Duration.ofMillis(700))
                            .say(question)
                            .bargeIn(Duration.ofMillis(1_500), question)
                            .awaitReply(Duration.ofSeconds(2), Duration.ofSeconds(30))
                            .hangUp()
                            .build();

            var call = place(callers, server, script);

            assertThat(model.request(1).end()).isEqualTo(Served.End.HUNG_UP);
            assertThat(conversation(model)).hasSize(2);
            var told = model.request(2).messages();
            var assistant =
                    told.stream()
                            .filter(message -> message.path("role").asText().equals("assistant"))
                            .map(message -> message.path("content").asText())
                            .toList();
            assertThat(assistant.getLast()).startsWith("Es una historia").doesNotEndWith(story);
            assertThat(assistant.getLast().length()).isLessThan(200);
            assertHeard(call, "De acuerdo, ya no sigo.");
            wellBehaved(model);
        }
    }

    @Test
    void a_model_that_says_goodbye_is_heard_to_its_end() throws Exception {
        var goodbye = "Gracias por llamar. ¡Hasta pronto!";
        Brain leaves = _ -> Script.say(goodbye).thenCall("end_call", "{}");
        try (var model = ChatServer.start(VERTX, SERVICE.withBrain(leaves));
                var callers = new Callers(ChannelMetrics.NONE);
                var server = server(model, Map.of())) {
            var script =
                    CallerScript.builder()
                            .awaitReply(Duration.ofMillis(700))
                            .say(spoken("¿Cuántos clientes hay en router-146?"))
                            .awaitHangUp(Duration.ofSeconds(30))
                            .build();

            var call = place(callers, server, script);

            assertThat(call.ending().by()).isEqualTo(CallResult.By.SWITCHBOARD);
            assertThat(report(server, call).path("reason").asText()).isEqualTo("farewell");
            assertHeard(call, goodbye);
        }
    }

    /// Puts the caller's words to the network and says what that answers.
    private static Brain asksTheNetwork() {
        return occasion ->
                occasion.results().isEmpty()
                        ? Script.call(
                                "consultar_mikrotik",
                                JSON.createObjectNode().put("pregunta", occasion.said()).toString())
                        : Script.say(String.join(" ", occasion.results()));
    }

    /// What was asked for the caller; when the call is over, a summary of it is asked for as well,
    /// without tools.
    private static List<Served> conversation(ChatServer model) {
        return model.requests().stream().filter(request -> request.body().has("tools")).toList();
    }

    private static void wellBehaved(ChatServer model) {
        assertThat(model.refused()).isEmpty();
        assertThat(model.violations()).isEmpty();
    }

    private Server server(ChatServer model, Map<String, String> changes) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "ENGINE", "pipeline",
                                "ENGINE_FALLBACK", "none",
                                "LANGUAGE", "es",
                                "CHAT_BASE_URL", model.baseUrl().toString(),
                                "CHAT_MODEL", "gpt-4.1-mini",
                                "CHAT_API_KEY", KEY,
                                "DATA_DIR",
                                        directory
                                                .resolve(UUID.randomUUID().toString())
                                                .toString()));
        environment.putAll(changes);
        return Server.start(
                SettingsReader.read(directory, environment).settings().alone(),
                ServerWatcher.NOBODY);
    }

    private static Demonstration.Outcome demonstrate(Server server) throws Exception {
        var messages = Messages.in(SPANISH);
        var dialogue = new Dialogue(new Timeline(new ArrayList<String>()::add, SPANISH), messages);
        return new Demonstration(server, messages).run(dialogue);
    }

    private static CallResult place(Callers callers, Server server, CallerScript script)
            throws Exception {
        var line = new Callers.Line(server.url(), "+34600000001", "+34900000001", Optional.empty());
        var call = callers.call(line, script, CallerListener.NONE).get();
        assertThat(call.problems()).isEmpty();
        return call;
    }

    private static JsonNode report(Server server, CallResult call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call.callSid(), REPORT_PATIENCE).orElseThrow();
        }
    }

    private static void assertHeard(CallResult call, String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var recording =
                    new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
            var verdict =
                    new AnswerJudge(voice, Voice.of(SPANISH))
                            .judge(recording, List.of(text), Duration.ZERO);
            assertThat(verdict.heard()).as("%s in %s", verdict, call).isTrue();
        }
    }

    private static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.of(voice, text, Voice.of(SPANISH))
                    .at(CallRecording.SAMPLE_RATE_HZ)
                    .samples();
        }
    }
}
