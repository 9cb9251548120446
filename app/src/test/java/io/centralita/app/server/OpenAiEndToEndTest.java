package io.centralita.app.server;

import static io.centralita.app.server.OpenAiHouse.GREETING;
import static io.centralita.app.server.OpenAiHouse.QUESTION;
import static io.centralita.app.server.OpenAiHouse.REPLY_SILENCE;
import static io.centralita.app.server.OpenAiHouse.asking;
import static io.centralita.app.server.OpenAiHouse.call;
import static io.centralita.app.server.OpenAiHouse.spoken;
import static io.centralita.app.server.OpenAiHouse.tools;
import static io.centralita.app.server.OpenAiHouse.turns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ItemState;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.ModelConnection;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers talk with a realtime model through the real server: judged by what they hear, what the
/// report says, and what the model knows afterwards.
class OpenAiEndToEndTest {
    private static final String ASK_NETWORK = "{\"pregunta\":\"" + QUESTION + "\"}";

    @TempDir static Path directory;

    private static OpenAiHouse house;
    private static short[] question;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        house =
                new OpenAiHouse(
                        directory,
                        OpenAiHouse.service(),
                        Map.of("OPENAI_TRANSCRIPTION", "whisper-1"));
        question = spoken(OpenAiHouse.SHORT);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void a_question_is_looked_up_and_answered_aloud_once() throws Exception {
        house.lookingUp(call("consultar_mikrotik", ASK_NETWORK));

        var call = house.place(asking(question));

        var report = house.report(call);
        var last = OpenAiHouse.conversation(report).getLast();
        var answer = last.path("text").asText();
        assertThat(answer).containsPattern("[0-9]+ clientes activos");
        assertThat(turns(report))
                .containsExactly(
                        "ASSISTANT " + GREETING, "CALLER " + QUESTION, "ASSISTANT " + answer);
        var heard = house.tones(call);
        assertThat(ToneEar.numbers(heard)).containsExactly(0, 1);
        heard.getFirst().isWholly(Brains.audioMs(GREETING));
        heard.getLast().isWholly(Brains.audioMs(answer));
        assertThat(tools(report)).containsExactly("consultar_mikrotik answered");
        assertThat(report.path("engine").asText()).isEqualTo("openai");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.path("audio").path("lost").asLong()).isZero();
        assertThat(last.path("mouthToEarMs").asLong()).isBetween(600L, 10_000L);
        assertThat(report.path("cost").path("USD").decimalValue())
                .isEqualByComparingTo(cost(report.path("usage")));
        wellBehaved();
    }

    @Test
    void two_tools_at_once_are_answered_with_one_answer() throws Exception {
        house.lookingUp(call("consultar_mikrotik", ASK_NETWORK), call("get_current_time", "{}"));

        var call = house.place(asking(question));

        var report = house.report(call);
        assertThat(tools(report))
                .containsExactlyInAnyOrder(
                        "consultar_mikrotik answered", "get_current_time answered");
        assertThat(turns(report)).hasSize(3);
        assertThat(turns(report).getLast())
                .contains("clientes activos")
                .containsPattern(OpenAiHouse.TIME);
        assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1);
        wellBehaved();
    }

    @Test
    void a_caller_who_talks_on_while_a_tool_runs_is_answered_and_gets_the_result_once()
            throws Exception {
        house.lookingUp(call("get_current_time_slow", "{}"));
        var script =
                OpenAiHouse.greeted()
                        .say(question)
                        .awaitReply(Duration.ofMillis(500)) // we say that we are looking it up
                        .say(question)
                        .awaitReply(Duration.ofSeconds(4))
                        .hangUp()
                        .build();

        var call = house.place(script);

        var report = house.report(call);
        assertThat(tools(report)).containsExactly("get_current_time_slow answered");
        assertThat(turns(report)).contains("ASSISTANT Sigo en ello.");
        assertThat(turns(report).getLast()).containsPattern(OpenAiHouse.TIME);
        assertThat(turns(report).stream().filter(turn -> OpenAiHouse.TIME.matcher(turn).find()))
                .hasSize(1);
        assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1, 2);
        assertThat(house.heard(call, "guard.looking-up")).isTrue();
        assertThat(report.path("longestDeadAirMs").asLong()).isLessThan(4_000);
        wellBehaved();
    }

    @Test
    void a_caller_who_interrupts_hears_silence_and_the_model_knows_what_was_heard()
            throws Exception {
        house.answering(
                occasion ->
                        occasion.number() == 2
                                ? Script.say("Es una historia muy larga.", 15_000)
                                : Brains.speech("De acuerdo, paro."));
        var events = new CopyOnWriteArrayList<CallerEvent>();
        var script =
                OpenAiHouse.greeted()
                        .say(question)
                        .bargeIn(Duration.ofMillis(1_500), question)
                        .awaitReply(REPLY_SILENCE)
                        .hangUp()
                        .build();

        var call = house.place(script, events::add);

        var cleared = only(events, CallerEvent.Cleared.class);
        var story = house.tones(call).get(1);
        assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1, 2);
        assertThat(story.toMs()).isLessThanOrEqualTo(cleared.atMs() + 40);
        assertThat(cleared.droppedMs()).isPositive();
        var cut = connection().ask(OpenAiEndToEndTest::cutItem);
        assertThat((long) cut.audioMs()).isCloseTo(cleared.atMs() - story.fromMs(), within(120L));
        var turns = house.report(call).path("turns");
        assertThat(turns.path(2).path("interrupted").asBoolean()).isTrue();
        assertThat(turns.path(turns.size() - 1).path("text").asText())
                .isEqualTo("De acuerdo, paro.");
        wellBehaved();
    }

    @Test
    void a_model_that_ends_the_call_is_heard_to_the_end_of_its_goodbye() throws Exception {
        var goodbye = "Gracias por llamar. ¡Hasta pronto!";
        house.answering(_ -> Brains.speech(goodbye).thenCall("end_call", "{}"));
        var script =
                OpenAiHouse.greeted().say(question).awaitHangUp(Duration.ofSeconds(30)).build();

        var call = house.place(script);

        assertThat(call.ending().by()).isEqualTo(CallResult.By.SWITCHBOARD);
        house.tones(call).getLast().isWholly(Brains.audioMs(goodbye));
        var report = house.report(call);
        assertThat(report.path("endedBy").asText()).isEqualTo("assistant");
        assertThat(report.path("reason").asText()).isEqualTo("farewell");
        assertThat(turns(report).getLast()).isEqualTo("ASSISTANT " + goodbye);
    }

    @Test
    void a_caller_who_says_never_mind_gets_one_answer_and_the_lookup_ends() throws Exception {
        house.answering(
                occasion -> {
                    var asked =
                            occasion.items().stream()
                                    .filter(Item.FunctionCall.class::isInstance)
                                    .count();
                    return asked == 0
                            ? Script.call("get_current_time_slow", "{}")
                            : asked == 1
                                    ? Script.call("cancel_lookups", "{}")
                                    : Brains.speech("Olvidado.");
                });
        var script =
                OpenAiHouse.greeted()
                        .say(question)
                        .awaitReply(Duration.ofMillis(300)) // we say that we are looking it up
                        .say(question)
                        .awaitReply(Duration.ofSeconds(2))
                        .hangUp()
                        .build();

        var call = house.place(script);

        var report = house.report(call);
        assertThat(tools(report))
                .containsExactly("get_current_time_slow cancelled", "cancel_lookups answered");
        assertThat(turns(report).getLast()).isEqualTo("ASSISTANT Olvidado.");
        assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1);
        wellBehaved();
    }

    @Test
    void a_model_that_asks_the_same_again_and_again_is_brought_to_answer() throws Exception {
        house.answering(
                occasion -> {
                    var outputs = OpenAiHouse.outputs(occasion.items());
                    return !outputs.isEmpty() && outputs.getLast().startsWith("Not run")
                            ? Brains.speech(outputs.getFirst())
                            : Script.call("get_current_time", "{}");
                });

        var call = house.place(asking(question));

        var report = house.report(call);
        assertThat(tools(report))
                .containsExactly(
                        "get_current_time answered",
                        "get_current_time answered",
                        "get_current_time answered",
                        "get_current_time refused");
        assertThat(turns(report).getLast()).containsPattern(OpenAiHouse.TIME);
        assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1);
        try (var api = house.api()) {
            assertThat(api.get("/metrics").body())
                    .contains(
                            "centralita_tool_withheld_total{tool=\"get_current_time\","
                                    + "why=\"repeated\"} 1.0");
        }
        wellBehaved();
    }

    @Test
    void nobody_gets_to_see_the_key() throws Exception {
        house.answering(_ -> Brains.speech("Nada."));
        var call = house.place(asking(question));
        house.report(call);

        try (var api = house.api()) {
            for (var page :
                    List.of(
                            "/metrics",
                            "/api/calls",
                            "/api/calls/" + call.callSid(),
                            "/health/ready")) {
                var answer = api.get(page);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isNotEmpty().doesNotContain(OpenAiHouse.KEY);
            }
        }
        assertThat(house.server.settings().toString()).doesNotContain(OpenAiHouse.KEY);
        assertThat(house.logged()).noneMatch(line -> line.contains(OpenAiHouse.KEY));
    }

    /// By the list prices of gpt-realtime-2.1 and whisper-1.
    private static BigDecimal cost(JsonNode usage) {
        long text = usage.path("inputTextTokens").asLong();
        long cachedText = usage.path("cachedInputTextTokens").asLong();
        long audio = usage.path("inputAudioTokens").asLong();
        long cachedAudio = usage.path("cachedInputAudioTokens").asLong();
        assertThat(List.of(text, audio, usage.path("transcribedMs").asLong()))
                .allMatch(amount -> amount > 0);
        return millionth("4.00", text - cachedText)
                .add(millionth("0.40", cachedText + cachedAudio))
                .add(millionth("32.00", audio - cachedAudio))
                .add(millionth("24.00", usage.path("outputTextTokens").asLong()))
                .add(millionth("64.00", usage.path("outputAudioTokens").asLong()))
                .add(millionth("0.1", usage.path("transcribedMs").asLong()));
    }

    private static BigDecimal millionth(String price, long amount) {
        return new BigDecimal(price).multiply(BigDecimal.valueOf(amount)).movePointLeft(6);
    }

    /// The connection of the latest call.
    private static ModelConnection connection() {
        return house.model.connections().getLast();
    }

    private static void wellBehaved() {
        assertThat(connection().ask(ModelConversation::errors)).isEmpty();
        assertThat(connection().ask(ModelConversation::violations)).isEmpty();
        assertThat(connection().ask(ModelConversation::unansweredCalls)).isEmpty();
    }

    private static ItemState cutItem(ModelConversation conversation) {
        return conversation.everyItem().stream()
                .filter(ItemState::truncated)
                .findFirst()
                .orElseThrow();
    }

    private static <E extends CallerEvent> E only(List<CallerEvent> events, Class<E> kind) {
        var found = events.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
