package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.settings.SettingsReader;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Script;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls through a pipeline of three servers that somebody is paid for: each part is in the report
/// and counts for the caps.
@Timeout(120)
class PaidSpeechTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ANSWER = "Hay doscientos clientes.";

    @TempDir Path directory;

    private final LogWatch log = new LogWatch();
    private final SpeechServer speech =
            SpeechServer.start(
                    VERTX,
                    SpeechSettings.DEFAULT
                            .withTexts("¿Cuántos clientes hay?")
                            .withDeployments("my-ears", "my-voice"));
    private final ChatServer chat =
            ChatServer.start(
                    VERTX,
                    io.centralita.fake.chat.Settings.DEFAULT.withBrain(_ -> Script.say(ANSWER)));

    @AfterEach
    void close() {
        speech.close();
        chat.close();
        log.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void a_call_is_told_what_its_parts_cost() throws Exception {
        try (var server = server(Map.of())) {
            var report = call(server, question().hangUp().build());

            answered(report);
            var usage = report.path("usage");
            assertThat(usage.path("outputTextTokens").asLong()).isPositive();
            assertThat(usage.path("inputAudioTokens").asLong()).isPositive();
            assertThat(usage.path("spokenCharacters").asLong())
                    .isGreaterThan(ANSWER.length()); // the greeting too
            assertThat(usage.path("spokenMs").asLong()).isPositive();
            assertThat(cost(report)).isGreaterThan(spoken(usage));
            assertThat(log.lines()).noneMatch(line -> line.contains("no price"));
        }
    }

    @Test
    void a_call_whose_voice_has_cost_enough_ends_with_a_goodbye() throws Exception {
        try (var server = server(Map.of("MAX_COST_PER_CALL", "0.00001"))) {
            var report =
                    call(
                            server,
                            CallerScript.builder().awaitHangUp(Duration.ofSeconds(40)).build());

            assertThat(report.path("reason").asText()).isEqualTo("cost-limit");
        }
    }

    @Test
    void phrases_count_for_the_day_before_anybody_has_called() throws Exception {
        var day = Map.of("MAX_COST_PER_DAY", "0.0001", "TTS_PHRASES", "true");
        try (var server = server(day)) {
            while (!metrics(server).contains("centralita_cost_total")
                    || speech.exchanges().size() < 10) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            var report =
                    call(
                            server,
                            CallerScript.builder().awaitHangUp(Duration.ofSeconds(40)).build());

            assertThat(report.path("reason").asText()).contains("daily-cost-limit");
        }
    }

    @Test
    void models_without_a_price_are_named_at_the_start_and_only_then() throws Exception {
        var own = Map.of("STT_MODEL", "my-ears", "TTS_MODEL", "my-voice");
        try (var server = server(own)) {
            for (var model : own.values()) {
                assertThat(log.lines()).filteredOn(line -> unpriced(line, model)).hasSize(1);
            }
            answered(call(server, question().hangUp().build()));
            for (var model : own.values()) {
                assertThat(log.lines()).filteredOn(line -> unpriced(line, model)).hasSize(1);
            }
        }
    }

    private static void answered(JsonNode report) {
        assertThat(OpenAiHouse.turns(report)).contains("ASSISTANT " + ANSWER);
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
    }

    private static boolean unpriced(String line, String model) {
        return line.startsWith("WARN") && line.contains("no price") && line.contains(model);
    }

    /// By the minute, as gpt-4o-mini-tts is paid.
    private static BigDecimal spoken(JsonNode usage) {
        return new BigDecimal("0.015")
                .multiply(usage.path("spokenMs").decimalValue())
                .divide(BigDecimal.valueOf(60_000), 12, java.math.RoundingMode.HALF_UP);
    }

    private static BigDecimal cost(JsonNode report) {
        return report.at("/cost/USD").decimalValue();
    }

    private static CallerScript.Builder question() {
        var noise = Tones.sine(300, -20, Duration.ofSeconds(1), CallRecording.SAMPLE_RATE_HZ);
        return OpenAiHouse.greeted().say(noise).awaitReply(OpenAiHouse.REPLY_SILENCE);
    }

    private Server server(Map<String, String> changes) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "ENGINE", "pipeline",
                                "ENGINE_FALLBACK", "none",
                                "STT", "openai",
                                "TTS", "openai",
                                "TTS_PHRASES", "false",
                                "OPENAI_BASE_URL", speech.baseUri().toString(),
                                "OPENAI_API_KEY", SpeechSettings.KEY,
                                "CHAT_BASE_URL", chat.baseUrl().toString(),
                                "CHAT_API_KEY", io.centralita.fake.chat.Settings.KEY));
        environment.put("CHAT_MODEL", "gpt-4o-mini");
        environment.put("DATA_DIR", directory.toString());
        environment.putAll(changes);
        return Server.start(
                SettingsReader.read(directory, environment).settings().alone(),
                () -> {
                    throw new SynthesisException("none here");
                },
                ServerWatcher.NOBODY);
    }

    private static String metrics(Server server) throws Exception {
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var request =
                    java.net.http.HttpRequest.newBuilder(server.url().resolve("/metrics")).build();
            return http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static JsonNode call(Server server, CallerScript script) throws Exception {
        CallResult result;
        try (var callers = new Callers(ChannelMetrics.NONE)) {
            result =
                    callers.call(
                                    new Callers.Line(
                                            server.url(),
                                            "+34600000001",
                                            "+34900000001",
                                            Optional.empty()),
                                    script,
                                    CallerListener.NONE)
                            .get();
        }
        assertThat(result.problems()).isEmpty();
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(result.callSid(), PATIENCE).orElseThrow();
        }
    }
}
