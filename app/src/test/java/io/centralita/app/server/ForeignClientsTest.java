package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official JavaScript clients of the OpenAI Realtime API hold a conversation with the real
/// server: in text, by voice, with their own tool, and interrupting it. The scripts (src/test/js)
/// fail on any event that their client does not know, and on any error event.
class ForeignClientsTest {
    private static final String KEY = "key-of-the-foreign-clients";
    private static final String QUESTION = "¿Cuántos clientes activos hay?";
    private static final String ANSWER = "Hay doscientos veintiún clientes activos.";
    private static final Voice SPANISH = Voice.of(Locale.of("es"));
    private static final int WIRE_HZ = 24_000;
    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path SCRIPTS = Path.of("target/js");
    private static final Duration INSTALLING = Duration.ofMinutes(5);
    private static final Duration TALKING = Duration.ofMinutes(3);
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path directory;

    private static Server server;
    private static Path question;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        assumeTrue(
                runs("node", "--version") && runs("npm", "--version"),
                "node and npm are not installed; ./centralita test installs them where it may");
        installScripts();
        server = Server.start(settings(), ServerWatcher.NOBODY);
        question = directory.resolve("question.pcm");
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var spoken = Speech.of(voice, QUESTION, SPANISH).at(WIRE_HZ).samples();
            Files.write(question, Pcm.bytes(spoken));
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void the_package_openai_holds_a_conversation() throws Exception {
        var heard = directory.resolve("openai.pcm");

        var steps = run("openai.mjs", heard);

        assertThat(steps.keySet())
                .containsExactlyInAnyOrder(
                        "session", "text", "tool", "audio", "byHand", "interruption", "done");
        assertThat(text(steps, "session", "model")).isEqualTo("offline");
        assertThat(text(steps, "text", "text")).isNotBlank();
        assertThat(text(steps, "tool", "name")).isEqualTo("consultar_mikrotik");
        assertThat(text(steps, "tool", "arguments")).contains(QUESTION);
        assertThat(text(steps, "tool", "text")).isEqualTo(ANSWER);
        assertThat(text(steps, "audio", "question")).contains("clientes activos");
        assertThat(text(steps, "audio", "transcript")).isEqualTo(ANSWER);
        assertHeard(heard);
        assertThat(text(steps, "byHand", "heard")).contains("clientes activos");
        assertThat(text(steps, "byHand", "transcript")).isEqualTo(ANSWER);
        assertThat(text(steps, "byHand", "speechStarted")).isEqualTo("false");
        assertThat(text(steps, "interruption", "status")).isEqualTo("cancelled");
        assertThat(text(steps, "interruption", "reason")).isEqualTo("turn_detected");
        assertThat(text(steps, "interruption", "audioEndMs")).isEqualTo("400");
        var report = report(text(steps, "session", "id"));
        assertThat(report.path("channel").asText()).isEqualTo("realtime");
        assertThat(report.path("tools").path(0).path("outcome").asText()).isEqualTo("answered");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
    }

    @Test
    void the_package_agents_realtime_holds_a_conversation() throws Exception {
        var heard = directory.resolve("agents.pcm");

        var steps = run("agents.mjs", heard);

        assertThat(steps.keySet())
                .containsExactlyInAnyOrder("session", "tool", "audio", "interruption", "done");
        assertThat(text(steps, "tool", "asked")).isEqualTo(QUESTION);
        assertThat(text(steps, "tool", "transcript")).isEqualTo(ANSWER);
        assertThat(text(steps, "audio", "question")).contains("clientes activos");
        assertThat(text(steps, "audio", "transcript")).isEqualTo(ANSWER);
        assertHeard(heard);
        assertThat(text(steps, "interruption", "interrupted")).isNotIn("", "0");
        assertThat(text(steps, "interruption", "reason")).isEqualTo("turn_detected");
    }

    /// What the script reported, by step.
    private static Map<String, JsonNode> run(String script, Path heard) throws Exception {
        var errors = directory.resolve(script + ".err");
        var process =
                new ProcessBuilder(
                                "node",
                                script,
                                String.valueOf(server.url().getPort()),
                                KEY,
                                question.toString(),
                                heard.toString())
                        .directory(SCRIPTS.toFile())
                        .redirectError(errors.toFile())
                        .redirectOutput(directory.resolve(script + ".out").toFile())
                        .start();
        var ended = process.waitFor(TALKING.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        var said = Files.readAllLines(directory.resolve(script + ".out"));
        assertThat(ended && process.waitFor() == 0)
                .as("%s said %s%n%s", script, said, Files.readString(errors))
                .isTrue();
        var steps = new HashMap<String, JsonNode>();
        for (var line : said) {
            var step = JSON.readTree(line);
            steps.put(step.path("step").asText(), step);
        }
        return steps;
    }

    /// The spoken answer is compared with the same sentence of the same voice.
    private static void assertHeard(Path file) throws Exception {
        var recording =
                new Recording(WIRE_HZ, Pcm.samples(Files.readAllBytes(file))).at(WIRE_HZ / 3);
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var verdict =
                    new AnswerJudge(voice, SPANISH)
                            .judge(recording, List.of(ANSWER), Duration.ZERO);
            assertThat(verdict.heard()).as("%s in %s", verdict, recording.duration()).isTrue();
        }
    }

    private static JsonNode report(String call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call, REPORT_PATIENCE).orElseThrow();
        }
    }

    private static String text(Map<String, JsonNode> steps, String step, String field) {
        return steps.getOrDefault(step, JSON.nullNode()).path(field).asText();
    }

    private static Settings settings() throws Exception {
        return SettingsReader.read(
                        directory,
                        Map.of("LANGUAGE", "es", "DATA_DIR", directory.resolve("d").toString()))
                .settings()
                .alone()
                .with(new Settings.Realtime(List.of(new Settings.Secret(KEY)), false));
    }

    /// Copies the scripts beside the packages they need, which are fetched when the list changed.
    private static void installScripts() throws Exception {
        Files.createDirectories(SCRIPTS);
        var stale = !Files.isDirectory(SCRIPTS.resolve("node_modules"));
        for (var file : sources()) {
            var copy = SCRIPTS.resolve(file.getFileName());
            if (file.toString().endsWith("lock.json")) {
                stale |= !Files.exists(copy) || Files.mismatch(file, copy) >= 0;
            }
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (stale) {
            var log = SCRIPTS.resolve("npm.log");
            var npm =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                            .directory(SCRIPTS.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var installed = npm.waitFor(INSTALLING.toSeconds(), TimeUnit.SECONDS);
            npm.destroyForcibly();
            assertThat(installed && npm.waitFor() == 0).as(Files.readString(log)).isTrue();
        }
    }

    private static List<Path> sources() throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(SOURCES)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
