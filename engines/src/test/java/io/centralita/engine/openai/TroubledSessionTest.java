package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Misbehaviour.Garbage;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import io.centralita.fake.model.wire.ToneAudio;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call hears of a service that behaves badly in the middle of a conversation, without
/// breaking the connection.
final class TroubledSessionTest {
    private static final String ANSWER = "Su línea está activa desde las nueve de la mañana.";
    private static final Settings TALKS =
            Settings.DEFAULT
                    .withBrain(PhoneBrain.saying(ANSWER))
                    .withPace(Pace.AT_ONCE)
                    .keepingAudio();

    static Stream<Moment> moments() {
        return Stream.of(
                new Moment.Opened(), new Moment.Configured(), new Moment.AudioSent(2, 360));
    }

    @ParameterizedTest
    @EnumSource(Garbage.class)
    void garbage_in_the_middle_of_an_answer_is_not_heard(Garbage garbage) {
        var plan = Plan.NONE;
        for (var moment : moments().toList()) {
            plan = plan.and(1, moment, new Misbehaviour.Send(garbage));
        }
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.speech.audio(2)).isEqualTo(sound(1, ANSWER));
            oneConnection(rig, call);
        }
    }

    @Test
    void a_service_that_sends_nothing_but_garbage_is_left_for_another() {
        var plan = Plan.NONE;
        for (int i = 0; i < 60; i++) {
            plan = plan.and(1, new Moment.Configured(), new Misbehaviour.Send(Garbage.NOT_JSON));
        }
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            answered(rig);
            assertThat(rig.server.connections()).hasSize(2);
        }
    }

    static Stream<Misbehaviour.InSession> harmless() {
        return Stream.of(
                new Misbehaviour.Fragment(),
                new Misbehaviour.Duplicate(),
                new Misbehaviour.RefuseNextCreate(),
                new Misbehaviour.RefuseNextTruncate());
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_a_client_can_bear_is_not_heard(Misbehaviour.InSession bad) {
        var plan = Plan.every(new Moment.Configured(), bad);
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " " + ANSWER);
            assertThat(call.speech.audio(1)).isEqualTo(sound(0, PhoneBrain.GREETING));
            assertThat(call.speech.audio(2)).isEqualTo(sound(1, ANSWER));
            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(call.all(EngineEvent.CallerSpeechEnded.class)).hasSize(1);
            oneConnection(rig, call);
        }
    }

    @Test
    void an_answer_that_stutters_is_waited_for() {
        var plan =
                Plan.first(
                        new Moment.AudioSent(2, 360),
                        new Misbehaviour.Stall(Duration.ofMillis(300)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.speech.audio(2)).isEqualTo(sound(1, ANSWER));
            oneConnection(rig, call);
        }
    }

    @Test
    void a_refused_cut_is_noted_and_the_conversation_goes_on() {
        var plan = Plan.first(new Moment.Configured(), new Misbehaviour.RefuseNextTruncate());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            call.session().interrupted(2, Duration.ofMillis(300));
            call.turn();
            OpenAiRig.await("another answer", () -> call.said(3).equals(ANSWER));
            assertThat(rig.server.connection(1).ask(ModelConversation::errors)).hasSize(1);
            oneConnection(rig, call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "rate_limit_exceeded"})
    void an_answer_that_fails_before_a_word_is_asked_for_again(String code) {
        var plan =
                Plan.first(
                        new Moment.ResponseEnds(1), new Misbehaviour.FailNextResponse(code, false));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " " + ANSWER);
            oneConnection(rig, call);
        }
    }

    @Test
    void an_answer_that_fails_midway_is_left_as_it_is() {
        var plan =
                Plan.first(
                        new Moment.ResponseEnds(1),
                        new Misbehaviour.FailNextResponse("server_error", true));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            call.turn();
            OpenAiRig.await("another answer", () -> call.said(3).equals(ANSWER));
            oneConnection(rig, call);
        }
    }

    @Test
    void a_greeting_that_fails_is_asked_for_again_as_a_greeting() {
        var plan =
                Plan.first(
                        new Moment.Configured(),
                        new Misbehaviour.FailNextResponse("server_error", false));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " " + ANSWER);
            oneConnection(rig, call);
        }
    }

    @Test
    void an_account_without_money_is_a_rejection_at_once() {
        var plan =
                Plan.first(
                        new Moment.ResponseEnds(1),
                        new Misbehaviour.FailNextResponse("insufficient_quota", false));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            call.turn();
            assertThat(AtTheDoorTest.failed(call))
                    .isEqualTo(new EngineFailure.Rejected("insufficient_quota"));
            AtTheDoorTest.nothingFollows(rig, call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "rate_limit_exceeded"})
    void answers_that_fail_again_and_again_end_it(String code) {
        var bad = new Misbehaviour.FailNextResponse(code, false);
        var plan = Plan.first(new Moment.ResponseEnds(1), bad);
        for (int response = 2; response < 8; response++) {
            plan = plan.and(1, new Moment.ResponseEnds(response), bad);
        }
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            call.turn();
            assertThat(AtTheDoorTest.failed(call))
                    .isInstanceOf(
                            code.equals("server_error")
                                    ? EngineFailure.Rejected.class
                                    : EngineFailure.RateLimited.class);
            AtTheDoorTest.nothingFollows(rig, call);
        }
    }

    @Test
    void words_that_come_late_still_take_their_place_in_the_conversation() {
        var plan =
                Plan.first(
                                new Moment.Configured(),
                                new Misbehaviour.LateTranscription(Duration.ofMillis(400)))
                        .and(1, new Moment.ResponseEnds(3), new Misbehaviour.Reset());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            assertThat(call.all(EngineEvent.CallerSaid.class)).isEmpty();
            call.await(EngineEvent.CallerSaid.class);
            call.turn();
            OpenAiRig.await(
                    "another connection",
                    () ->
                            rig.server.connections().size() == 2
                                    && rig.server.connection(2).hasSession());
            call.turn();
            OpenAiRig.await("another answer", () -> call.speech.count() >= 4);
            assertThat(told(rig, 2))
                    .startsWith(
                            "assistant: " + PhoneBrain.GREETING,
                            "user: what the caller said",
                            "assistant: " + ANSWER);
        }
    }

    @Test
    void a_close_that_is_never_answered_does_not_keep_the_connection() {
        var plan = Plan.every(new Moment.Configured(), new Misbehaviour.IgnoreClose());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = answered(rig);
            call.close();
            rig.awaitOpen(0);
            assertThat(call.afterClose()).isZero();
        }
    }

    private static TestCall answered(OpenAiRig rig) {
        var call = rig.greeted();
        call.turn();
        call.await(EngineEvent.ReplyFinished.class, 2);
        return call;
    }

    private static void oneConnection(OpenAiRig rig, TestCall call) {
        assertThat(call.all(EngineEvent.Failed.class)).isEmpty();
        assertThat(call.all(EngineEvent.Ready.class)).hasSize(1);
        assertThat(rig.server.connections()).hasSize(1);
        assertThat(call.speech.faults()).isEmpty();
        assertThat(rig.server.connection(1).ask(ModelConversation::violations)).isEmpty();
    }

    private static List<String> told(OpenAiRig rig, int connection) {
        return PhoneBrain.told(rig.server.connection(connection).ask(ModelConversation::items));
    }

    private static byte[] sound(int utterance, String text) {
        return ToneAudio.bytes(AudioFormat.PCMU_8K, utterance, 0, Brains.audioMs(text));
    }
}
