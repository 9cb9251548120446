package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.app.browser.BrowserHouse.Placed;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.calls.CallsServer;
import io.centralita.fake.calls.Trouble;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A browser calls one switchboard, whose model is another one: its audio goes to the second, and
/// the first stays on the call for everything else. Real Opus, real ICE, real recognition.
class ForwardedEndToEndTest {
    private static final String KEY = "sk-find-me-forwarded";
    private static final String QUESTION = "¿Cuántos clientes hay en router-146?";

    @TempDir Path directory;

    @BeforeEach
    void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    private BrowserHouse model() throws Exception {
        return new BrowserHouse(directory.resolve("model"), Map.of());
    }

    private BrowserHouse house(String baseUrl, Map<String, String> changes) throws Exception {
        var settings = new HashMap<>(Map.of("ENGINE", "openai", "ENGINE_FALLBACK", "none"));
        settings.put("OPENAI_API_KEY", KEY);
        settings.put("OPENAI_BASE_URL", baseUrl);
        settings.putAll(changes);
        return new BrowserHouse(directory.resolve("house"), settings);
    }

    private static String url(BrowserHouse model) {
        return model.server.url().resolve("/v1").toString();
    }

    /// What the house tells the page beside the call; to listen says that the caller hears.
    private static List<String> listen(BrowserHouse house, String id) {
        var lines = new CopyOnWriteArrayList<String>();
        var _ =
                house.http
                        .sendAsync(
                                HttpRequest.newBuilder(
                                                house.server
                                                        .url()
                                                        .resolve(
                                                                "/api/voice/webrtc/session/"
                                                                        + id
                                                                        + "/events"))
                                        .build(),
                                BodyHandlers.ofLines())
                        .thenAccept(answer -> answer.body().forEach(lines::add));
        return lines;
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + BrowserHouse.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Placed greeted(BrowserHouse house) throws Exception {
        var placed = house.call();
        listen(house, placed.id());
        placed.event("output_audio_buffer.stopped");
        return placed;
    }

    @Test
    void a_question_is_heard_by_the_second_and_looked_up_by_the_first() throws Exception {
        try (var model = model();
                var house = house(url(model), Map.of())) {
            var placed = greeted(house);
            assertThat(placed.said().getFirst())
                    .isEqualTo(new BundledTexts().text("call.greeting", BrowserHouse.SPANISH));
            placed.call().say(BrowserHouse.spoken(QUESTION), BrowserHouse.RATE_HZ);
            var answer =
                    placed.event(
                            "response.output_audio_transcript.done",
                            event -> event.path("transcript").asText().contains("clientes"));
            placed.event(
                    "output_audio_buffer.stopped",
                    event -> event.path("response_id").equals(answer.path("response_id")));
            placed.call().hangUp();

            var report = house.report(placed.id());
            assertThat(report.path("channel").asText()).isEqualTo("webrtc");
            assertThat(report.path("engine").asText()).isEqualTo("openai");
            assertThat(report.path("endedBy").asText()).isEqualTo("caller");
            assertThat(report.at("/tools/0/name").asText()).isEqualTo("consultar_mikrotik");
            assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
            assertThat(report.path("turns").toString()).contains("146", "clientes");
            assertThat(report.path("firstAudioMs").isNumber()).isTrue();
            model.awaitNobody();
            house.awaitNobody();
        }
    }

    @Test
    void a_caller_who_speaks_over_the_greeting_is_listened_to_and_it_is_written_down()
            throws Exception {
        try (var model = model();
                var house = house(url(model), Map.of())) {
            var placed = house.call();
            listen(house, placed.id());
            placed.event("output_audio_buffer.started");
            placed.call()
                    .say(
                            BrowserHouse.spoken("¿Cuántos clientes activos hay?"),
                            BrowserHouse.RATE_HZ);
            placed.event("output_audio_buffer.cleared");
            placed.event("conversation.item.input_audio_transcription.completed");
            await("the answer", () -> placed.said().getLast().contains("clientes"));
            placed.call().hangUp();
            var turns = house.report(placed.id()).path("turns");
            assertThat(turns.path(0).path("interrupted").asBoolean()).isTrue();
            assertThat(turns.findValuesAsText("who")).contains("CALLER");
        }
    }

    @Test
    void what_is_typed_over_the_data_channel_is_written_down_here_too() throws Exception {
        try (var model = model();
                var house = house(url(model), Map.of())) {
            var placed = greeted(house);
            placed.send(
                            "{'type': 'conversation.item.create', 'item': {'type': 'message',"
                                    + " 'role': 'user', 'content': [{'type': 'input_text', 'text': '"
                                    + QUESTION
                                    + "'}]}}")
                    .send("{'type': 'response.create'}");
            placed.event(
                    "response.output_audio_transcript.done",
                    event -> event.path("transcript").asText().contains("clientes"));
            placed.call().hangUp();
            var report = house.report(placed.id());
            assertThat(report.path("turns").toString()).contains(QUESTION);
            assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
        }
    }

    @Test
    void a_caller_who_just_goes_is_noticed_and_nothing_is_left_on_either() throws Exception {
        try (var model = model();
                var house = house(url(model), Map.of())) {
            var placed = greeted(house);
            placed.call().drop();
            model.awaitNobody();
            house.awaitNobody();
            assertThat(house.report(placed.id()).path("reason").asText()).isEqualTo("closed");
        }
    }

    @Test
    void a_house_that_closes_hangs_up_at_the_model() throws Exception {
        try (var model = model()) {
            try (var house = house(url(model), Map.of())) {
                var _ = greeted(house);
                assertThat(model.server.liveCalls()).isEqualTo(1);
            }
            model.awaitNobody();
        }
    }

    @Test
    void a_model_that_goes_away_in_mid_call_is_followed_by_the_next_engine() throws Exception {
        var model = model();
        try (var house = house(url(model), Map.of("ENGINE_FALLBACK", "offline"))) {
            var placed = house.call();
            var told = listen(house, placed.id());
            placed.event("output_audio_buffer.stopped");
            model.close();
            await("to be told", () -> told.contains("event: lost"));
            placed.call().drop();

            var again =
                    house.call(JsonNodeFactory.instance.objectNode().put("resume", placed.id()));
            again.event(
                    "response.output_audio_transcript.done",
                    event ->
                            event.path("transcript")
                                    .asText()
                                    .equals(
                                            new BundledTexts()
                                                    .text(
                                                            "call.reconnected",
                                                            BrowserHouse.SPANISH)));
            again.call().hangUp();
            assertThat(house.report(again.id()).path("engine").asText()).contains("offline");
        }
    }

    @Test
    void a_model_that_refuses_the_offer_leaves_the_call_to_us() throws Exception {
        var vertx = Vertx.vertx();
        try (var model = CallsServer.start(vertx, KEY);
                var house =
                        house(model.baseUrl().toString(), Map.of("ENGINE_FALLBACK", "offline"))) {
            model.trouble(Trouble.answered(503));
            var placed = house.call();
            placed.event("output_audio_buffer.stopped");
            assertThat(placed.said().getFirst())
                    .isEqualTo(new BundledTexts().text("call.greeting", BrowserHouse.SPANISH));
            placed.call().hangUp();
            var report = house.report(placed.id());
            assertThat(report.path("engine").asText()).contains("offline");
            assertThat(report.path("endedBy").asText()).isEqualTo("caller");
            assertThat(model.problems()).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
