package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Demonstration;
import io.centralita.app.demo.Dialogue;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.demo.Timeline;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server on free ports, called over the Twilio protocol: real speech in, real speech out.
class EndToEndTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

    @TempDir static Path directory;

    private static Server server;
    private static Callers callers;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        server = Server.start(settings("es", "spanish"), ServerWatcher.NOBODY);
        callers = new Callers(ChannelMetrics.NONE);
    }

    @AfterAll
    static void stop() {
        if (callers != null) {
            callers.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_question_in_spanish_is_answered_aloud_with_the_fact_of_that_moment() throws Exception {
        var outcome = demonstrate(server);

        assertThat(outcome.right()).as("%s", outcome).isTrue();
        var report = report(server, outcome.call());
        assertThat(report.path("tools").path(0).path("name").asText())
                .isEqualTo("consultar_mikrotik");
        assertThat(report.path("tools").path(0).path("outcome").asText()).isEqualTo("answered");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.path("audio").path("framesIn").asLong()).isPositive();
        assertThat(report.path("audio").path("framesOut").asLong()).isPositive();
    }

    @Test
    void a_question_in_english_is_answered_aloud() throws Exception {
        try (var english = Server.start(settings("en", "english"), ServerWatcher.NOBODY)) {
            var outcome = demonstrate(english);

            assertThat(outcome.right()).as("%s", outcome).isTrue();
        }
    }

    @Test
    void a_caller_who_speaks_over_the_greeting_is_listened_to() throws Exception {
        var script =
                CallerScript.builder()
                        .bargeIn(Duration.ofMillis(600), spoken("¿Cuántos clientes activos hay?"))
                        .awaitReply(Duration.ofSeconds(3), Duration.ofSeconds(30))
                        .hangUp()
                        .build();

        var call = place(server, script);

        assertThat(call.counts().clears()).isPositive();
        var turns = report(server, call).path("turns");
        assertThat(turns.path(0).path("interrupted").asBoolean()).isTrue();
        assertThat(turns.path(1).path("who").asText()).isEqualTo("CALLER");
    }

    @Test
    void a_tenant_is_stored_by_the_running_server_and_read_again() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var place = server.url().resolve("/api/tenants/norte");
            var put =
                    HttpRequest.newBuilder(place)
                            .header("If-None-Match", "*")
                            .PUT(BodyPublishers.ofString("{\"id\":\"norte\",\"voice\":\"v\"}"))
                            .build();

            assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
            var read = http.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
            assertThat(read.body()).isEqualTo("{\"id\":\"norte\",\"voice\":\"v\"}");
            assertThat(read.headers().firstValue("ETag")).contains("\"1\"");
        }
    }

    @Test
    void a_caller_who_hangs_up_at_once_leaves_nothing_behind() throws Exception {
        var script = CallerScript.builder().pause(Duration.ofMillis(200)).hangUp().build();

        var call = place(server, script);

        assertThat(call.problems()).isEmpty();
        var report = report(server, call);
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(server.records().find(call.callSid())).isPresent();
    }

    @Test
    void when_the_answering_service_is_down_the_caller_hears_so() throws Exception {
        var down = settings("es", "down");
        var nobody = "http://127.0.0.1:" + freePort();
        var network =
                new Settings.Network(down.network().toolTimeout(), true, URI.create(nobody), 0);
        try (var alone = Server.start(down.with(network), ServerWatcher.NOBODY)) {
            var call =
                    place(
                            alone,
                            Callers.conversation(
                                    List.of(spoken("¿Cuántos clientes activos hay?"))));

            var sentence = new BundledTexts().text("tool.unreachable", SPANISH);
            assertHeard(call, sentence);
            assertThat(report(alone, call).path("tools").path(0).path("outcome").asText())
                    .isEqualTo("unreachable");
        }
    }

    @Test
    void twenty_callers_at_once_are_all_greeted() throws Exception {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE).hangUp().build();
        var calls = new ArrayList<CompletableFuture<CallResult>>();
        for (var i = 0; i < 20; i++) {
            calls.add(callers.call(line(server), script, CallerListener.NONE));
        }

        var greeting = new BundledTexts().text("call.greeting", SPANISH);
        var length = spoken(greeting).length * 1_000L / CallRecording.SAMPLE_RATE_HZ;
        for (var call : calls) {
            assertThat(call.get().problems()).isEmpty();
            // How evenly it sounds on a busy machine is measured by `bench calls`.
            assertThat(heardMs(call.get())).isGreaterThan(length * 3 / 4);
            assertThat(report(server, call.get()).path("turns").path(0).path("text").asText())
                    .isEqualTo(greeting);
        }
    }

    @Test
    void a_caller_for_whom_there_is_no_room_is_told_so() throws Exception {
        var one =
                SettingsReader.read(
                        directory,
                        Map.of("MAX_CALLS", "1", "DATA_DIR", directory.resolve("one").toString()));
        try (var small = Server.start(one.settings().alone(), ServerWatcher.NOBODY)) {
            var first =
                    callers.call(
                            line(small),
                            CallerScript.builder().awaitReply(GREETING_SILENCE).hangUp().build(),
                            CallerListener.NONE);
            var put = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (small.liveCalls() == 0 && System.nanoTime() < put) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }

            var second = place(small, CallerScript.builder().hangUp().build());

            assertThat(second.said())
                    .containsExactly(new BundledTexts().text("twilio.technical-problem", SPANISH));
            assertThat(first.get().problems()).isEmpty();
        }
    }

    @Test
    void the_server_says_that_it_is_ready_and_shows_its_figures() throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(api.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(api.get("/metrics").body())
                    .contains("centralita_calls_active", "jvm_memory_used_bytes");
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings("es", "taken");
            var network =
                    new Settings.Network(
                            settings.network().toolTimeout(), true, null, taken.getLocalPort());

            assertThat(startFailure(settings.with(network)))
                    .contains("MIKROTIK_API_PORT", String.valueOf(taken.getLocalPort()));
        }
    }

    private static String startFailure(Settings settings) throws InterruptedException {
        try (var unexpected = Server.start(settings, ServerWatcher.NOBODY)) {
            return "started on " + unexpected.url();
        } catch (StartFailure e) {
            return e.text(Messages.in(Locale.ENGLISH));
        }
    }

    private static Demonstration.Outcome demonstrate(Server server) throws Exception {
        var messages = Messages.in(server.settings().calls().language());
        var lines = new ArrayList<String>();
        var dialogue = new Dialogue(new Timeline(lines::add, messages.language()), messages);
        return new Demonstration(server, messages).run(dialogue);
    }

    private static CallResult place(Server server, CallerScript script) throws Exception {
        return callers.call(line(server), script, CallerListener.NONE).get();
    }

    private static Callers.Line line(Server server) {
        return new Callers.Line(server.url(), "+34600000001", "+34900000001", Optional.empty());
    }

    private static JsonNode report(Server server, CallResult call) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(call.callSid(), REPORT_PATIENCE).orElseThrow();
        }
    }

    private static long heardMs(CallResult call) {
        return call.heard().stream().mapToLong(span -> span.toMs() - span.fromMs()).sum();
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

    private static Settings settings(String language, String name) throws Exception {
        var data = directory.resolve(name);
        return SettingsReader.read(
                        directory, Map.of("LANGUAGE", language, "DATA_DIR", data.toString()))
                .settings()
                .alone();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
