package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.settings.SettingsReader;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Settings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tenants and the memory of their callers in the whole server: stored by HTTP, called over the
/// Twilio protocol, judged by what the model is told.
class TenantsEndToEndTest {
    private static final String NORTE = "+34910000001";
    private static final String SUR = "+34910000002";
    private static final String ANA = "+34600111222";
    private static final String AGAIN = "ya ha llamado antes";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir Path directory;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void speech() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void callers_reach_the_tenant_they_dialled_are_known_again_and_can_be_forgotten()
            throws Exception {
        var service = Settings.DEFAULT.withBrain(_ -> Script.say("De acuerdo."));
        try (var model = ChatServer.start(VERTX, service);
                var callers = new Callers(ChannelMetrics.NONE);
                var server = server(model)) {
            store(server, "norte", NORTE);
            store(server, "sur", SUR);

            assertThat(webhook(server, "+34910000999")).contains("este número no está configurado");

            var first = call(callers, server, NORTE);
            assertThat(told(model)).contains("Secreto-norte").doesNotContain("Secreto-sur", AGAIN);
            assertThat(report(server, first).path("tenant").asText()).isEqualTo("norte");
            assertThat(remembered(server, "norte")).hasSize(1);
            assertThat(remembered(server, "sur")).isEmpty();

            call(callers, server, NORTE);
            assertThat(told(model)).contains(AGAIN + " (1)");

            call(callers, server, SUR);
            assertThat(told(model)).contains("Secreto-sur").doesNotContain("Secreto-norte", AGAIN);

            var forgotten = send(server, "DELETE", "/api/tenants/norte/callers/" + ANA, null);
            assertThat(forgotten.statusCode()).isEqualTo(200);
            assertThat(remembered(server, "norte")).isEmpty();
            assertThat(report(server, first).path("from").asText()).isEmpty();
        }
    }

    private Server server(ChatServer model) throws Exception {
        var environment =
                Map.of(
                        "ENGINE", "pipeline",
                        "ENGINE_FALLBACK", "none",
                        "LANGUAGE", "es",
                        "CHAT_BASE_URL", model.baseUrl().toString(),
                        "CHAT_MODEL", "gpt-4.1-mini",
                        "DATA_DIR", directory.toString());
        return Server.start(
                SettingsReader.read(directory, environment).settings().alone(),
                ServerWatcher.NOBODY);
    }

    private void store(Server server, String tenant, String number) throws Exception {
        var document =
                JSON.createObjectNode()
                        .put("id", tenant)
                        .put("information", "Secreto-" + tenant)
                        .set("numbers", JSON.createArrayNode().add(number));
        var answer = send(server, "PUT", "/api/tenants/" + tenant, document.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String webhook(Server server, String to) throws Exception {
        var form = "CallSid=CA" + "0".repeat(32) + "&From=%2B34600111222&To=%2B" + to.substring(1);
        var request =
                HttpRequest.newBuilder(server.url().resolve("/api/twilio/webhook"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
    }

    private static CallResult call(Callers callers, Server server, String number) throws Exception {
        var line = new Callers.Line(server.url(), ANA, number, Optional.empty());
        var script =
                CallerScript.builder()
                        .awaitReply(Duration.ofMillis(700))
                        .say(spoken("¿Cuántos clientes hay en router-146?"))
                        .awaitReply(Duration.ofSeconds(2), Duration.ofSeconds(30))
                        .hangUp()
                        .build();
        var call = callers.call(line, script, CallerListener.NONE).get();
        assertThat(call.problems()).isEmpty();
        return call;
    }

    /// What the model was told last before the caller's words; summaries of calls are asked for
    /// beside.
    private static String told(ChatServer model) {
        return model.requests().stream()
                .map(request -> request.messages().toString())
                .filter(messages -> messages.contains("Secreto-"))
                .reduce((_, latest) -> latest)
                .orElseThrow();
    }

    private JsonNode remembered(Server server, String tenant) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (true) {
            var answer = send(server, "GET", "/api/tenants/" + tenant + "/callers", null);
            var found = JSON.readTree(answer.body()).path("callers");
            if (!found.isEmpty() || System.nanoTime() > end) {
                return found;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private HttpResponse<String> send(
            Server server, String method, String path, @Nullable String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.url() + path.replace("+", "%2B")))
                        .header("Content-Type", "application/json")
                        .header("If-None-Match", "*")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static JsonNode report(Server server, CallResult call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call.callSid(), PATIENCE).orElseThrow();
        }
    }

    private static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.of(voice, text, Voice.of(Locale.of("es")))
                    .at(CallRecording.SAMPLE_RATE_HZ)
                    .samples();
        }
    }
}
