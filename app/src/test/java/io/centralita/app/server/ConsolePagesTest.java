package io.centralita.app.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.settings.SettingsReader;
import io.centralita.console.house.House.Outcome;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.media.Wav;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console of a whole server: its page, and what the page asks about the house.
class ConsolePagesTest {
    private static final String KEY = "sk-of-nobody";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path directory;

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var reading =
                SettingsReader.read(
                        directory,
                        Map.of(
                                "ENGINE",
                                "offline",
                                "OPENAI_API_KEY",
                                KEY,
                                "DATA_DIR",
                                directory.toString(),
                                "DATABASE_URL",
                                "sqlite:" + directory.resolve("test.db")));
        server =
                Server.start(
                        reading.settings().alone(),
                        ServerWatcher.NOBODY,
                        new Surroundings(
                                Optional.of(reading),
                                (_, found) ->
                                        found.accept(
                                                new Outcome(
                                                        "java",
                                                        "PASS",
                                                        "25",
                                                        Optional.empty(),
                                                        Duration.ofMillis(1)))));
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void the_page_and_the_call_in_it_are_served() throws Exception {
        assertThat(get("/").body()).startsWith("<!doctype html>").contains("centralita-console");
        assertThat(get("/calls/CA1").statusCode()).isEqualTo(200);
        assertThat(get("/voice/centralita-call.js").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("jvm_memory");
    }

    @Test
    void settings_are_shown_with_their_origin_and_without_secrets() throws Exception {
        var answer = get("/api/settings");
        assertThat(answer.body()).doesNotContain(KEY);
        var settings = new HashMap<String, JsonNode>();
        json(answer)
                .path("groups")
                .forEach(
                        group ->
                                group.path("settings")
                                        .forEach(
                                                one ->
                                                        settings.put(
                                                                one.path("name").asText(), one)));
        assertThat(requireNonNull(settings.get("ENGINE")).path("value").asText())
                .isEqualTo("offline");
        assertThat(requireNonNull(settings.get("ENGINE")).path("origin").asText())
                .isEqualTo("environment");
        assertThat(requireNonNull(settings.get("OPENAI_API_KEY")).path("value").isNull()).isTrue();
        assertThat(requireNonNull(settings.get("SILENCE_BUDGET")).path("origin").isNull()).isTrue();
    }

    @Test
    void the_demonstration_network_is_shown_and_asked() throws Exception {
        var network = json(get("/api/network"));
        assertThat(network.path("own").asBoolean()).isTrue();
        assertThat(network.path("routers").findValuesAsText("identity"))
                .contains("FIBRA OPTICA", "RESPALDO");
        var states = network.path("routers").findValuesAsText("state");
        assertThat(states).contains("up", "down");
        var answer =
                json(
                        post(
                                "/api/network/ask",
                                "{\"question\":\"¿Cuántos clientes hay en router-146?\"}"));
        assertThat(answer.path("answered").asBoolean()).isTrue();
        assertThat(answer.path("text").asText()).contains("FIBRA OPTICA");
    }

    @Test
    void tools_are_those_of_the_calls() throws Exception {
        assertThat(json(get("/api/tools")).path("tools").findValuesAsText("name"))
                .contains("consultar_mikrotik", "get_current_time");
    }

    @Test
    void what_the_switchboard_says_can_be_heard() throws Exception {
        var prompts = json(get("/api/prompts?language=es")).path("prompts");
        assertThat(prompts.findValuesAsText("key")).contains("guard.looking-up");
        var audio =
                HTTP.send(
                        request("/api/prompts/guard.looking-up/0/audio?language=es").build(),
                        BodyHandlers.ofByteArray());
        assertThat(audio.headers().firstValue("Content-Type")).contains("audio/wav");
        var sound = Wav.parse(audio.body());
        assertThat(sound.sampleRateHz()).isEqualTo(24_000);
    }

    @Test
    void the_doctor_is_the_one_of_the_command() throws Exception {
        assertThat(post("/api/doctor", "").body()).contains("\"name\":\"java\"");
    }

    @Test
    void a_day_without_calls_is_a_summary_too() throws Exception {
        assertThat(json(get("/api/summary")).path("calls").asInt()).isZero();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(
                request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
