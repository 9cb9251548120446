package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.app.browser.BrowserHouse.Placed;
import io.centralita.app.demo.Speech;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Likeness;
import io.centralita.media.Recording;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls from a browser's end of a connection through the whole server: real Opus, real ICE, the
/// embedded engine.
class BrowserEndToEndTest {
    private static final String QUESTION = "¿Cuántos clientes hay en router-146?";

    /// What is compared.
    private static final int RATE_HZ = 8_000;

    @TempDir static Path directory;

    private static BrowserHouse house;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        house = new BrowserHouse(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void a_question_asked_aloud_is_answered_aloud_with_the_number_of_that_moment()
            throws Exception {
        var placed = house.call();
        placed.event("output_audio_buffer.stopped"); // greeted
        var expected = new LinkedHashSet<>(answers());
        placed.call().say(BrowserHouse.spoken(QUESTION), BrowserHouse.RATE_HZ);

        var heard = placed.event("conversation.item.input_audio_transcription.completed");
        assertThat(heard.path("transcript").asText()).contains("146");
        var answer =
                placed.event(
                        "response.output_audio_transcript.done",
                        event -> event.path("transcript").asText().contains("clientes"));
        placed.event(
                "output_audio_buffer.stopped",
                event -> event.path("response_id").equals(answer.path("response_id")));
        expected.addAll(answers());
        placed.call().hangUp();

        assertThat(placed.said().getLast())
                .satisfies(said -> assertThat(expected).anyMatch(said::contains));
        var report = house.report(placed.id());
        assertThat(report.path("channel").asText()).isEqualTo("webrtc");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.at("/tools/0/name").asText()).isEqualTo("consultar_mikrotik");
        assertThat(report.path("warm").asBoolean()).isTrue();
        assertThat(report.path("firstAudioMs").asLong()).isLessThan(1_000);
        assertThat(report.path("longestDeadAirMs").asLong()).isLessThan(3_000);
        assertHeard(placed, expected);
    }

    @Test
    void a_typed_question_is_answered_like_a_spoken_one() throws Exception {
        var placed = house.call();
        placed.event("output_audio_buffer.stopped");
        placed.send(
                        "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role':"
                                + " 'user', 'content': [{'type': 'input_text', 'text': '"
                                + QUESTION
                                + "'}]}}")
                .send("{'type': 'response.create'}");
        placed.event(
                "response.output_audio_transcript.done",
                event -> event.path("transcript").asText().contains("clientes"));
        placed.call().hangUp();
        assertThat(house.report(placed.id()).at("/tools/0/outcome").asText()).isEqualTo("answered");
    }

    @Test
    void a_caller_who_speaks_over_the_greeting_is_listened_to() throws Exception {
        var placed = house.call();
        placed.event("output_audio_buffer.started");
        placed.call()
                .say(BrowserHouse.spoken("¿Cuántos clientes activos hay?"), BrowserHouse.RATE_HZ);
        placed.event("output_audio_buffer.cleared");
        placed.event("conversation.item.truncated");
        placed.event("conversation.item.input_audio_transcription.completed");
        placed.call().hangUp();
        var turns = house.report(placed.id()).path("turns");
        assertThat(turns.path(0).path("interrupted").asBoolean()).isTrue();
        assertThat(turns.path(1).path("who").asText()).isEqualTo("CALLER");
    }

    @Test
    void a_page_stops_the_answer_by_its_button() throws Exception {
        var placed = house.call();
        placed.event("output_audio_buffer.started");
        placed.send("{'type': 'output_audio_buffer.clear'}");
        placed.event("output_audio_buffer.cleared");
        var cut = placed.event("conversation.item.truncated");
        placed.call().hangUp();
        var greeting = house.report(placed.id()).at("/turns/0");
        assertThat(greeting.path("endMs").asLong() - greeting.path("startMs").asLong())
                .isCloseTo(cut.path("audio_end_ms").asLong(), within(400L));
    }

    @Test
    void a_new_way_is_found_in_mid_call_and_the_call_goes_on() throws Exception {
        var placed = house.call();
        placed.event("output_audio_buffer.stopped");
        placed.call().restart();
        placed.send(
                        "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role':"
                                + " 'user', 'content': [{'type': 'input_text', 'text': '¿Qué hora"
                                + " es?'}]}}")
                .send("{'type': 'response.create'}");
        awaitStops(placed, 2);
        placed.call().hangUp();
        assertThat(house.report(placed.id()).path("turns").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_call_that_was_lost_goes_on_with_its_history_for_whoever_had_it() throws Exception {
        var lost = house.call();
        lost.event("output_audio_buffer.stopped");
        lost.send(
                        "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role':"
                                + " 'user', 'content': [{'type': 'input_text', 'text': '"
                                + QUESTION
                                + "'}]}}")
                .send("{'type': 'response.create'}");
        awaitStops(lost, 2);
        lost.call().drop(); // the tab is gone, and a new one is there

        var again = house.call(JsonNodeFactory.instance.objectNode().put("resume", lost.id()));
        again.event(
                "response.output_audio_transcript.done",
                event ->
                        event.path("transcript")
                                .asText()
                                .equals(
                                        new BundledTexts()
                                                .text("call.reconnected", BrowserHouse.SPANISH)));
        again.call().hangUp();

        var third = house.call(JsonNodeFactory.instance.objectNode().put("resume", lost.id()));
        third.event(
                "response.output_audio_transcript.done",
                event ->
                        event.path("transcript")
                                .asText()
                                .equals(
                                        new BundledTexts()
                                                .text("call.greeting", BrowserHouse.SPANISH)));
        third.call().hangUp();
        assertThat(house.report(lost.id()).path("endedBy").asText()).isEqualTo("caller");
    }

    @Test
    void what_the_page_tells_of_its_connection_is_kept_without_addresses() throws Exception {
        var placed = house.call();
        var told =
                HttpRequest.newBuilder(
                                house.server
                                        .url()
                                        .resolve(
                                                "/api/voice/webrtc/session/"
                                                        + placed.id()
                                                        + "/diagnostics"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"microphone\":\"Headset\",\"candidates\":[{\"candidateType\":\"host\",\"address\":\"192.168.1.20\"}]}"))
                        .build();
        assertThat(house.http.send(told, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        placed.call().hangUp();
        house.report(placed.id());
        long until = System.nanoTime() + BrowserHouse.PATIENCE.toNanos();
        while (house.report(placed.id()).path("diagnostics").isNull()) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
        var kept = house.report(placed.id()).path("diagnostics");
        assertThat(kept.path("microphone").asText()).isEqualTo("Headset");
        assertThat(kept.toString()).doesNotContain("192.168");
    }

    @Test
    void callers_who_leave_at_any_moment_leave_nothing_behind() throws Exception {
        var chance = new Random(7);
        for (int i = 0; i < 12; i++) {
            var placed = house.call();
            LockSupport.parkNanos(chance.nextLong(400_000_000));
            switch (i % 3) {
                case 0 -> placed.call().hangUp();
                case 1 -> placed.call().drop();
                default -> placed.signalling().hangUp();
            }
            assertThat(placed.call().awaitHangUp(BrowserHouse.PATIENCE)).isTrue();
            placed.call().drop();
        }
        house.awaitNobody();
    }

    private static List<String> answers() throws Exception {
        try (var client = new MikrotikClient(house.server.apiUrl())) {
            return client.query(QUESTION, Duration.ofSeconds(20), Duration.ofSeconds(20))
                            instanceof MikrotikReply.Answered(var text)
                    ? List.of(text)
                    : List.of();
        }
    }

    /// Until so many answers have been played.
    private static void awaitStops(Placed placed, int count) throws InterruptedException {
        long until = System.nanoTime() + BrowserHouse.PATIENCE.toNanos();
        while (placed.types().stream().filter("output_audio_buffer.stopped"::equals).count()
                < count) {
            assertThat(System.nanoTime()).as("%s", placed.types()).isLessThan(until);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// Whether the words were heard: of half a second each, as a jitter buffer stretches time, and
    /// more alike than words that were not said.
    private static void assertHeard(Placed placed, Set<String> texts) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var heard = new Recording(Peer.HEAR_RATE_HZ, placed.call().heard()).at(RATE_HZ);
            double right = 0;
            for (var text : texts) {
                right = Math.max(right, likeness(heard, voice, text));
            }
            double wrong =
                    likeness(
                            heard,
                            voice,
                            new BundledTexts().text("tool.unreachable", BrowserHouse.SPANISH));
            assertThat(right).as("against %s", wrong).isGreaterThan(wrong + 0.05);
        }
    }

    private static double likeness(Recording heard, EspeakSynthesiser voice, String text)
            throws Exception {
        var spoken =
                Speech.withoutSilentEnd(Speech.of(voice, text, Voice.of(BrowserHouse.SPANISH)))
                        .at(RATE_HZ)
                        .samples();
        int piece = RATE_HZ / 2;
        double sum = 0;
        int pieces = spoken.length / piece;
        for (int i = 0; i < pieces; i++) {
            sum +=
                    Likeness.find(
                                    heard.samples(),
                                    Arrays.copyOfRange(spoken, i * piece, (i + 1) * piece),
                                    RATE_HZ)
                            .score();
        }
        return sum / pieces;
    }
}
