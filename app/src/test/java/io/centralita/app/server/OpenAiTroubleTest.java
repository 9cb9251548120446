package io.centralita.app.server;

import static io.centralita.app.server.OpenAiHouse.GREETING;
import static io.centralita.app.server.OpenAiHouse.QUESTION;
import static io.centralita.app.server.OpenAiHouse.asking;
import static io.centralita.app.server.OpenAiHouse.greeted;
import static io.centralita.app.server.OpenAiHouse.spoken;
import static io.centralita.app.server.OpenAiHouse.tools;
import static io.centralita.app.server.OpenAiHouse.turns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers hear when the realtime model is lost, refuses, costs too much or ends its session.
class OpenAiTroubleTest {
    /// Longer than the switchboard leaves a caller in silence.
    private static final Duration WAITED_OUT = Duration.ofSeconds(3);

    private static final String NEXT_QUESTION = "¿Qué hora es?";
    private static final Script STORY = Script.say("Espera, te lo cuento todo.", 9_000);
    private static final Misbehaviour.AtTheDoor REFUSES = new Misbehaviour.Answer(401);

    @TempDir static Path directory;

    @BeforeAll
    static void speech() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @Test
    void a_question_that_a_lost_model_was_answering_is_answered_by_the_next_engine()
            throws Exception {
        var plan =
                Plan.first(new Moment.AudioSent(2, 4_000), new Misbehaviour.Reset())
                        .and(2, REFUSES);
        try (var house = house(plan, Map.of())) {
            house.answering(_ -> STORY);

            var call = house.place(twoQuestions());

            var report = house.report(call);
            assertThat(report.path("engine").asText()).isEqualTo("offline");
            assertThat(house.heard(call, "engine.taken-over")).isTrue();
            assertThat(tools(report))
                    .containsExactly("consultar_mikrotik answered", "get_current_time answered");
            // Nobody but the lost model has heard the first question.
            assertThat(report.path("tools").path(0).path("arguments").asText()).contains("146");
            assertThat(turns(report).getLast()).containsPattern(OpenAiHouse.TIME);
            assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1);
        }
    }

    @Test
    void a_question_that_went_down_with_the_models_server_has_to_be_said_again() throws Exception {
        var unwritten = Settings.DEFAULT.withTranscriber(_ -> QUESTION, Duration.ofMinutes(1));
        try (var house = new OpenAiHouse(directory, unwritten, Map.of())) {
            house.answering(_ -> STORY);
            var heard = new AtomicInteger();
            CallerListener pullsThePlug =
                    event -> {
                        if (event instanceof CallerEvent.AssistantSpeaks
                                && heard.incrementAndGet() == 2) {
                            Thread.ofVirtual().start(house.model::close);
                        }
                    };

            var call = house.place(twoQuestions(), pullsThePlug);

            var report = house.report(call);
            assertThat(report.path("engine").asText()).isEqualTo("offline");
            assertThat(house.heard(call, "engine.taken-over-say-again")).isTrue();
            assertThat(tools(report)).containsExactly("get_current_time answered");
            assertThat(turns(report).getLast()).containsPattern(OpenAiHouse.TIME);
        }
    }

    @Test
    void where_nobody_answers_the_embedded_engine_greets_and_the_next_caller_does_not_wait()
            throws Exception {
        try (var house = house(Plan.every(new Misbehaviour.NeverAnswer()), Map.of())) {
            var first = house.report(house.place(greeting()));
            int tries = house.model.connections().size();
            var second = house.report(house.place(greeting()));

            for (var report : List.of(first, second)) {
                assertThat(report.path("engine").asText()).isEqualTo("offline");
                assertThat(turns(report))
                        .containsExactly("ASSISTANT " + house.text("call.greeting"));
            }
            assertThat(greetingAtMs(first)).isBetween(1_900L, 9_000L);
            assertThat(greetingAtMs(second)).isLessThan(greetingAtMs(first));
            assertThat(tries).isPositive();
            assertThat(house.model.connections()).hasSize(tries);
        }
    }

    @Test
    void a_model_that_refuses_the_key_is_asked_once() throws Exception {
        try (var house = house(Plan.every(REFUSES), Map.of())) {
            var first = house.report(house.place(greeting()));
            var second = house.report(house.place(greeting()));

            assertThat(List.of(first, second))
                    .allMatch(report -> report.path("engine").asText().equals("offline"));
            assertThat(house.model.connections()).hasSize(1);
            assertThat(house.logged())
                    .anyMatch(line -> line.contains("engine is passed over"))
                    .anyMatch(line -> line.contains("HTTP 401"));
        }
    }

    @Test
    void with_nothing_to_fall_back_on_the_caller_hears_an_apology() throws Exception {
        var nobody = "http://127.0.0.1:" + freePort() + "/v1";
        for (var changes :
                List.of(
                        Map.of("ENGINE_FALLBACK", "none"),
                        Map.of("ENGINE_FALLBACK", "none", "OPENAI_BASE_URL", nobody))) {
            try (var house = house(Plan.every(REFUSES), changes)) {
                var call = house.place(untilHungUp());

                assertThat(house.heard(call, "call.technical-problem")).isTrue();
                var report = house.report(call);
                assertThat(report.path("endedBy").asText()).isEqualTo("engine");
                assertThat(report.path("reason").asText())
                        .isEqualTo(changes.size() == 1 ? "rejected:http-401" : "unreachable");
                assertThat(report.toString()).doesNotContain(OpenAiHouse.KEY);
            }
        }
    }

    @Test
    void a_call_that_has_cost_enough_ends_with_a_goodbye() throws Exception {
        try (var house = house(Plan.NONE, Map.of("MAX_COST_PER_CALL", "0.0001"))) {
            house.answering(_ -> Brains.speech("Nada."));

            var call = house.place(untilHungUp());

            assertThat(call.ending().by()).isEqualTo(CallResult.By.SWITCHBOARD);
            house.tones(call).getFirst().isWholly(Brains.audioMs(GREETING));
            assertThat(house.heard(call, "call.limit-reached")).isTrue();
            var report = house.report(call);
            assertThat(report.path("endedBy").asText()).isEqualTo("switchboard");
            assertThat(report.path("reason").asText()).isEqualTo("cost-limit");
            assertThat(report.path("cost").path("USD").asDouble()).isGreaterThan(0.0001);
        }
    }

    @Test
    void a_call_longer_than_the_session_may_last_goes_on_as_if_nothing_had_happened()
            throws Exception {
        try (var house = house(Plan.NONE, Map.of("OPENAI_SESSION_LIMIT", "3 s"))) {
            house.answering(
                    occasion ->
                            Brains.speech(
                                    "Respuesta %s."
                                            .formatted(
                                                    "larga "
                                                            .repeat(questions(occasion.items()))
                                                            .strip())));
            var question = spoken(OpenAiHouse.SHORT);
            var script = greeted();
            for (int i = 0; i < 3; i++) {
                script.say(question).awaitReply(Duration.ofMillis(700));
            }

            var call = house.place(script.hangUp().build());

            var report = house.report(call);
            assertThat(turns(report))
                    .containsExactly(
                            "ASSISTANT " + GREETING,
                            "CALLER " + QUESTION,
                            "ASSISTANT Respuesta larga.",
                            "CALLER " + QUESTION,
                            "ASSISTANT Respuesta larga larga.",
                            "CALLER " + QUESTION,
                            "ASSISTANT Respuesta larga larga larga.");
            var heard = house.tones(call);
            assertThat(heard).hasSize(4);
            heard.getFirst().isWholly(Brains.audioMs(GREETING));
            heard.getLast().isWholly(Brains.audioMs("Respuesta larga larga larga."));
            assertThat(house.model.connections()).hasSizeGreaterThan(2);
            var renewed = "model session renewed";
            assertThat(house.logged().stream().filter(line -> line.contains(renewed)).count())
                    .isGreaterThan(1);
            for (var connection : house.model.connections()) {
                assertThat(connection.ask(ModelConversation::errors)).isEmpty();
                assertThat(connection.ask(ModelConversation::violations)).isEmpty();
            }
        }
    }

    @Test
    void an_english_house_is_told_to_speak_english() throws Exception {
        var service = Settings.DEFAULT.withTranscriber(_ -> "How many?", Duration.ofMillis(50));
        try (var house = new OpenAiHouse(directory, service, Map.of("LANGUAGE", "en"))) {
            house.lookingUp(
                    OpenAiHouse.call(
                            "consultar_mikrotik",
                            "{\"pregunta\":\"How many clients are there on router-146?\"}"));

            var call = house.place(asking(spoken(OpenAiHouse.SHORT)));

            var report = house.report(call);
            assertThat(turns(report)).contains("CALLER How many?");
            assertThat(turns(report).getLast()).contains("active clients");
            var session = house.model.connection(1).ask(ModelConversation::config);
            assertThat(session.instructions()).contains("Speak English");
            assertThat(session.transcription().language()).isEqualTo("en");
        }
    }

    private static OpenAiHouse house(Plan plan, Map<String, String> changes) throws Exception {
        return new OpenAiHouse(directory, OpenAiHouse.service().withPlan(plan), changes);
    }

    private static CallerScript twoQuestions() throws Exception {
        return greeted()
                .say(spoken(OpenAiHouse.SHORT))
                .awaitReply(WAITED_OUT)
                .say(spoken(NEXT_QUESTION))
                .awaitReply(WAITED_OUT)
                .hangUp()
                .build();
    }

    /// Hears the greeting, whatever comes before it.
    private static CallerScript greeting() {
        return CallerScript.builder().awaitReply(WAITED_OUT).hangUp().build();
    }

    private static CallerScript untilHungUp() {
        return CallerScript.builder().awaitHangUp(Duration.ofSeconds(40)).build();
    }

    private static long greetingAtMs(JsonNode report) {
        return OpenAiHouse.conversation(report).getFirst().path("startMs").asLong();
    }

    private static int questions(List<Item> items) {
        return (int)
                items.stream()
                        .filter(
                                item ->
                                        item instanceof Item.Message message
                                                && message.role() == Role.USER)
                        .count();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
