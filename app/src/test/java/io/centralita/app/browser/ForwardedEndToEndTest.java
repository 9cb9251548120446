package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.browser.BrowserHouse.Placed;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.calls.CallsServer;
import io.centralita.fake.calls.Trouble;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A browser calls one switchboard, whose model is another one: its audio goes to the second, and
/// the first stays on the call for everything else, by a connection beside it. Real Opus, real ICE,
/// real recognition; the second wants to be shown its key.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForwardedEndToEndTest {
    private static final String KEY = "sk-find-me-forwarded";
    private static final String QUESTION = "¿Cuántos clientes hay en router-146?";

    @TempDir static Path directory;

    private static @Nullable BrowserHouse second;
    private static @Nullable BrowserHouse first;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        second = model("model");
        first = house("house", url(second), Map.of("ENGINE_FALLBACK", "offline"));
    }

    @AfterAll
    static void close() {
        for (var open : new BrowserHouse[] {first, second}) {
            if (open != null) {
                open.close();
            }
        }
    }

    private static BrowserHouse house() {
        return Objects.requireNonNull(first);
    }

    private static BrowserHouse model() {
        return Objects.requireNonNull(second);
    }

    private static BrowserHouse model(String name) throws Exception {
        return new BrowserHouse(directory.resolve(name), Map.of("REALTIME_API_KEYS", KEY));
    }

    private static BrowserHouse house(String name, String baseUrl, Map<String, String> changes)
            throws Exception {
        var settings = new HashMap<>(Map.of("ENGINE", "openai", "ENGINE_FALLBACK", "none"));
        settings.put("OPENAI_API_KEY", KEY);
        settings.put("OPENAI_BASE_URL", baseUrl);
        settings.putAll(changes);
        return new BrowserHouse(directory.resolve(name), settings);
    }

    private static String url(BrowserHouse model) {
        return model.server.url().resolve("/v1").toString();
    }

    /// What the house tells the page beside the call; to listen says that the caller hears.
    private static List<String> listen(BrowserHouse house, Placed placed) {
        var lines = new CopyOnWriteArrayList<String>();
        var events =
                house.server.url().resolve("/api/voice/webrtc/session/" + placed.id() + "/events");
        var _ =
                house.http
                        .sendAsync(HttpRequest.newBuilder(events).build(), BodyHandlers.ofLines())
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

    /// A call whose caller is being greeted.
    private static Placed greets(BrowserHouse house) throws Exception {
        var placed = house.call();
        listen(house, placed);
        placed.event("output_audio_buffer.started");
        return placed;
    }

    private static Placed greeted(BrowserHouse house) throws Exception {
        var placed = greets(house);
        placed.event("output_audio_buffer.stopped");
        return placed;
    }

    /// What caller and assistant said; where we filled a silence on a slow machine does not matter.
    private static List<JsonNode> conversation(JsonNode report) {
        return StreamSupport.stream(report.path("turns").spliterator(), false)
                .filter(turn -> !turn.path("who").asText().equals("SWITCHBOARD"))
                .toList();
    }

    @Test
    void a_question_is_heard_by_the_second_and_looked_up_by_the_first() throws Exception {
        double connections = model().metric("centralita_webrtc_made_total");
        var placed = greeted(house());
        assertThat(placed.said().getFirst())
                .isEqualTo(new BundledTexts().text("call.greeting", BrowserHouse.SPANISH));
        long audible = placed.call().framesAudible();
        assertThat(audible).isPositive();
        placed.says(QUESTION).awaitAnswer("clientes");
        placed.listens(Duration.ofMillis(200));
        assertThat(placed.call().framesAudible()).isGreaterThan(audible);
        placed.call().hangUp();

        var report = house().report(placed.id());
        assertThat(report.path("channel").asText()).isEqualTo("webrtc");
        assertThat(report.path("engine").asText()).isEqualTo("openai");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.at("/tools/0/name").asText()).isEqualTo("consultar_mikrotik");
        assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
        var turns = conversation(report);
        assertThat(turns.get(1).path("who").asText()).isEqualTo("CALLER");
        assertThat(turns.get(1).path("text").asText()).contains("146");
        assertThat(turns.getLast().path("text").asText()).contains("clientes");
        assertThat(report.path("firstAudioMs").isNumber()).isTrue();
        assertThat(model().metric("centralita_webrtc_made_total")).isEqualTo(connections + 1);
        assertThat(house().metric("centralita_webrtc_made_total")).isZero();
        model().awaitNobody();
        house().awaitNobody();
    }

    @Test
    void a_caller_who_speaks_over_the_greeting_is_listened_to_and_it_is_written_down()
            throws Exception {
        var placed = greets(house());
        placed.says(QUESTION);
        placed.event("output_audio_buffer.cleared");
        placed.event("conversation.item.input_audio_transcription.completed");
        placed.awaitAnswer("clientes");
        placed.call().hangUp();

        var turns = conversation(house().report(placed.id()));
        assertThat(turns)
                .extracting(turn -> turn.path("who").asText())
                .startsWith("ASSISTANT", "CALLER", "ASSISTANT");
        var greeting = turns.getFirst();
        assertThat(greeting.path("interrupted").asBoolean()).isTrue();
        assertThat(turns.get(1).path("text").asText()).contains("146");
        assertThat(turns.get(2).path("startMs").asLong())
                .isGreaterThan(greeting.path("endMs").asLong());
        assertThat(turns.getLast().path("text").asText()).contains("clientes");
        assertThat(turns.getLast().path("interrupted").asBoolean()).isFalse();
    }

    @Test
    void what_is_typed_is_written_down_here_too_and_the_page_hangs_up_by_request()
            throws Exception {
        var placed = greets(house());
        placed.asks(QUESTION).awaitAnswer("clientes");
        placed.signalling().hangUp(); // the connection is the model's, which ends it
        assertThat(placed.call().awaitHangUp(BrowserHouse.PATIENCE)).isTrue();
        placed.call().drop();
        var report = house().report(placed.id());
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(conversation(report).get(1).path("text").asText()).isEqualTo(QUESTION);
        assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
        model().awaitNobody();
    }

    @Test
    void a_caller_who_just_goes_is_noticed_and_nothing_is_left_on_either() throws Exception {
        var placed = greets(house());
        placed.call().drop();
        model().awaitNobody();
        house().awaitNobody();
        assertThat(house().report(placed.id()).path("reason").asText()).isEqualTo("closed");
    }

    @Test
    void a_house_that_closes_hangs_up_at_the_model() throws Exception {
        model().awaitNobody();
        try (var house = house("closing", url(model()), Map.of())) {
            var _ = greets(house);
            assertThat(model().server.liveCalls()).isEqualTo(1);
        }
        model().awaitNobody();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_model_that_goes_away_in_mid_call_is_followed_by_the_next_engine() throws Exception {
        var placed = house().call();
        var told = listen(house(), placed);
        placed.event("output_audio_buffer.stopped");
        model().close();
        second = null;
        await("to be told", () -> told.contains("event: lost"));
        placed.call().drop();

        var again = house().again(placed);
        again.awaitWords(new BundledTexts().text("call.reconnected", BrowserHouse.SPANISH));
        again.call().hangUp();
        assertThat(house().report(again.id()).path("engine").asText()).contains("offline");
    }

    @Test
    void a_model_that_refuses_the_offer_leaves_the_call_to_us() throws Exception {
        var vertx = Vertx.vertx();
        try (var model = CallsServer.start(vertx, KEY);
                var house =
                        house(
                                "refused",
                                model.baseUrl().toString(),
                                Map.of("ENGINE_FALLBACK", "offline"))) {
            model.trouble(Trouble.answered(503));
            var placed = house.call();
            placed.awaitWords(new BundledTexts().text("call.greeting", BrowserHouse.SPANISH));
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
