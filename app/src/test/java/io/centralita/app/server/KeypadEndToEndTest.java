package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.settings.SettingsReader;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.chat.Brain;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Served;
import io.centralita.fake.chat.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Callers press keys over the Twilio protocol, and the real server understands them.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class KeypadEndToEndTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "sk-find-me-0471";
    private static final String PIN = "470129";
    private static final Duration SILENCE = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static LogWatch log;

    @TempDir Path directory;

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
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(PIN) || line.contains(KEY));
        }
    }

    @Test
    void what_nobody_asked_for_is_told_to_the_model_and_answered() throws Exception {
        Brain brain = _ -> Script.say("Ha pulsado algo.");
        try (var model = model(brain);
                var server = server("pipeline", Map.of("CHAT_BASE_URL", url(model)))) {
            var call =
                    call(
                            server,
                            CallerScript.builder()
                                    .awaitReply(SILENCE)
                                    .dtmf("12")
                                    .awaitReply(SILENCE, LONG)
                                    .hangUp());
            assertThat(model.request(1).messages().getLast().path("content").asText())
                    .isEqualTo("[keypad] 12");
            assertThat(texts(report(server, call))).contains("[keypad] 12", "Ha pulsado algo.");
            wellBehaved(model);
        }
    }

    @Test
    void a_pin_reaches_the_model_and_stands_in_no_record_and_no_log() throws Exception {
        Brain brain =
                occasion ->
                        occasion.results().isEmpty() && occasion.tools().contains("read_digits")
                                ? Script.say("Teclea tu clave, por favor.")
                                        .thenCall("read_digits", "{\"purpose\":\"PIN\"}")
                                : Script.say("Gracias, tu clave es " + PIN + ".");
        try (var model = model(brain);
                var server = server("pipeline", Map.of("CHAT_BASE_URL", url(model)))) {
            var call =
                    call(
                            server,
                            CallerScript.builder()
                                    .awaitReply(SILENCE)
                                    .dtmf("1#")
                                    .awaitReply(Duration.ofMillis(300), LONG)
                                    .dtmf(PIN + "#")
                                    .awaitReply(SILENCE, LONG)
                                    .hangUp());
            assertThat(model.request(2).messages().toString())
                    .contains("The caller pressed: " + PIN);
            var report = report(server, call);
            assertThat(report.toString()).doesNotContain(PIN);
            assertThat(texts(report)).contains("[keypad] ••••", "Gracias, tu clave es ••••.");
            assertThat(report.at("/tools/0/name").asText()).isEqualTo("read_digits");
            assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
            assertThat(tools(model.request(1))).contains("read_digits").doesNotContain("send_d");
            wellBehaved(model);
        }
    }

    @Test
    void the_offline_engine_answers_keys_too() throws Exception {
        try (var server = server("offline", Map.of())) {
            var call =
                    call(
                            server,
                            CallerScript.builder()
                                    .awaitReply(SILENCE)
                                    .dtmf("7#")
                                    .awaitReply(SILENCE, LONG)
                                    .hangUp());
            var turns = report(server, call).path("turns");
            assertThat(texts(report(server, call))).contains("[keypad] 7");
            assertThat(turns.get(turns.size() - 1).path("who").asText()).isEqualTo("ASSISTANT");
        }
    }

    private static ChatServer model(Brain brain) throws Exception {
        return ChatServer.start(VERTX, Settings.DEFAULT.withKey(KEY).withBrain(brain));
    }

    private static String url(ChatServer model) {
        return model.baseUrl().toString();
    }

    private static String tools(Served request) {
        return request.body().path("tools").toString();
    }

    private static void wellBehaved(ChatServer model) {
        assertThat(model.refused()).isEmpty();
        assertThat(model.violations()).isEmpty();
    }

    private Server server(String engine, Map<String, String> changes) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "ENGINE",
                                engine,
                                "ENGINE_FALLBACK",
                                "none",
                                "LANGUAGE",
                                "es",
                                "CHAT_MODEL",
                                "gpt-4.1-mini",
                                "CHAT_API_KEY",
                                KEY,
                                "DATA_DIR",
                                directory.resolve(UUID.randomUUID().toString()).toString()));
        environment.putAll(changes);
        return Server.start(
                SettingsReader.read(directory, environment).settings().alone(),
                ServerWatcher.NOBODY);
    }

    private static CallResult call(Server server, CallerScript.Builder script) throws Exception {
        try (var callers = new Callers(ChannelMetrics.NONE)) {
            var line =
                    new Callers.Line(
                            server.url(), "+34600000001", "+34900000001", Optional.empty());
            var call = callers.call(line, script.build(), CallerListener.NONE).get();
            assertThat(call.problems()).isEmpty();
            return call;
        }
    }

    private static JsonNode report(Server server, CallResult call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call.callSid(), Duration.ofSeconds(10)).orElseThrow();
        }
    }

    private static List<String> texts(JsonNode report) {
        return report.path("turns").findValuesAsText("text");
    }
}
