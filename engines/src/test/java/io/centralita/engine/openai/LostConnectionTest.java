package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A connection is lost in mid-conversation: another takes its place, and the caller hears no more
/// of it than a pause.
final class LostConnectionTest {
    private static final String ANSWER =
            "Su línea está activa. Desde las nueve de la mañana, y con buena señal.";
    private static final Settings TALKS =
            Settings.DEFAULT.withBrain(PhoneBrain.saying(ANSWER)).keepingAudio();

    static Stream<Misbehaviour.InSession> losses() {
        return Stream.of(
                new Misbehaviour.Close(1000),
                new Misbehaviour.Close(1011),
                new Misbehaviour.Reset(),
                new Misbehaviour.Expire(),
                new Misbehaviour.HalfFrame());
    }

    /// What is noticed only while the server owes something.
    static Stream<Misbehaviour.InSession> silences() {
        return Stream.of(
                new Misbehaviour.GoSilent(), new Misbehaviour.Stall(Duration.ofMinutes(5)));
    }

    static Stream<Arguments> lossesAtAnyMoment() {
        return losses().flatMap(
                        loss ->
                                Stream.of(
                                                new Moment.Opened(),
                                                new Moment.Configured(),
                                                new Moment.ResponseBegins(1),
                                                new Moment.AudioSent(1, 600),
                                                new Moment.ResponseEnds(1))
                                        .map(moment -> Arguments.of(loss, moment)));
    }

    @ParameterizedTest
    @MethodSource("lossesAtAnyMoment")
    void a_call_is_greeted_and_served_whenever_the_first_connection_is_lost(
            Misbehaviour.InSession loss, Moment moment) {
        try (var rig =
                new OpenAiRig(TALKS.withPace(Pace.AT_ONCE).withPlan(Plan.first(moment, loss)))) {
            var call = rig.dial();
            call.await(EngineEvent.Ready.class);
            call.session().greet();
            call.await(EngineEvent.ReplyFinished.class);
            assertThat(call.said()).startsWith("Hola");
            OpenAiRig.await("another session", () -> hasSession(rig, 2));
            call.turn();
            call.awaitLastWords(ANSWER);
            goesOn(rig, call);
        }
    }

    static Stream<Misbehaviour.InSession> allLosses() {
        return Stream.concat(losses(), silences());
    }

    @ParameterizedTest
    @MethodSource("allLosses")
    void an_answer_that_was_cut_off_is_taken_up(Misbehaviour.InSession loss) {
        var plan = Plan.first(new Moment.AudioSent(2, 1_800), loss);
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            call.turn();
            OpenAiRig.await("the rest", () -> call.said().endsWith(PhoneBrain.RESUMED));
            call.awaitLastWords(PhoneBrain.RESUMED);
            assertThat(call.speech.isEnded(2)).isTrue();
            assertThat(call.speech.length(2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(told(rig, 2).getFirst()).isEqualTo("assistant: " + PhoneBrain.GREETING);
            assertThat(told(rig, 2))
                    .anyMatch(line -> line.startsWith("assistant: Su línea está activa."));
            goesOn(rig, call);
        }
    }

    /// All but the one that happens a moment later.
    static Stream<Misbehaviour.InSession> suddenLosses() {
        return losses().filter(loss -> !(loss instanceof Misbehaviour.Expire));
    }

    @ParameterizedTest
    @MethodSource("suddenLosses")
    void an_answer_that_was_lost_before_a_word_is_given_on_the_next(Misbehaviour.InSession loss) {
        var plan = Plan.first(new Moment.ResponseBegins(2), loss);
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            call.turn();
            call.awaitLastWords(ANSWER);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " " + ANSWER);
            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(rig.server.connection(2).ask(ModelConversation::committed)).hasSize(1);
            goesOn(rig, call);
        }
    }

    @Test
    void a_turn_under_way_is_told_to_the_next_connection_from_its_beginning() {
        var plan = Plan.first(new Moment.After(Duration.ofMillis(500)), new Misbehaviour.Reset());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.dial();
            call.await(EngineEvent.Ready.class);
            call.pause(400);
            int first = call.fedFrames();
            call.speak(600);
            call.await(EngineEvent.CallerSpeechStarted.class);
            OpenAiRig.await("another session", () -> hasSession(rig, 2));
            call.speak(200);
            call.pause(800);
            call.awaitLastWords(ANSWER);

            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(call.all(EngineEvent.CallerSpeechEnded.class)).hasSize(1);
            assertThat(call.said()).isEqualTo(ANSWER);
            var heard = TestCall.Frames.numbers(rig.server.connection(2).appendedAudio());
            assertThat(heard.getFirst()).isLessThanOrEqualTo(first);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i)).isEqualTo(heard.get(i - 1) + 1);
            }
            OpenAiRig.await(
                    "all of it",
                    () ->
                            TestCall.Frames.numbers(rig.server.connection(2).appendedAudio())
                                            .getLast()
                                    == call.fedFrames() - 1);
            goesOn(rig, call);
        }
    }

    @Test
    void what_is_said_while_there_is_no_connection_is_told_to_the_next() {
        var plan =
                Plan.first(new Moment.ResponseEnds(1), new Misbehaviour.Close(1011))
                        .and(2, new Misbehaviour.SlowConnect(Duration.ofMillis(400)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            OpenAiRig.await("another try", () -> rig.server.connections().size() == 2);
            call.turn();
            call.awaitLastWords(ANSWER);
            assertThat(TestCall.Frames.numbers(rig.server.connection(2).appendedAudio()))
                    .containsExactlyElementsOf(TestCall.Frames.numbers(call.fed()));
            goesOn(rig, call);
        }
    }

    @Test
    void what_is_said_before_the_first_connection_is_open_is_not_lost() {
        var plan = Plan.first(new Misbehaviour.SlowConnect(Duration.ofMillis(300)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.dial();
            call.turn();
            call.awaitLastWords(ANSWER);
            assertThat(rig.server.connection(1).appendedAudio()).isEqualTo(call.fed());
            goesOn(rig, call);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void a_service_that_does_not_come_back_is_unreachable_once(Misbehaviour.InSession loss) {
        var plan = Plan.first(new Moment.AudioSent(2, 600), loss);
        for (int connection = 2; connection < 12; connection++) {
            plan = plan.and(connection, new Misbehaviour.Answer(503));
        }
        try (var rig =
                new OpenAiRig(
                        TALKS.withPlan(plan),
                        new OpenAiSettings.Patience(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                Duration.ofHours(1)))) {
            var call = rig.greeted();
            call.turn();
            assertThat(AtTheDoorTest.failed(call)).isInstanceOf(EngineFailure.Unreachable.class);
            AtTheDoorTest.nothingFollows(rig, call);
            assertThat(call.speech.isEnded(2)).isTrue();
        }
    }

    @Test
    void a_server_that_reads_no_more_is_left_for_another() {
        var plan = Plan.first(new Moment.ResponseEnds(1), new Misbehaviour.StopReading());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            call.session().ask(new io.centralita.call.engine.Ask.Respond(""));
            call.awaitLastWords(ANSWER);
            assertThat(rig.server.connections()).hasSize(2);
            goesOn(rig, call);
        }
    }

    @Test
    void a_session_takes_over_what_another_engine_had_begun() {
        var history =
                List.<HistoryEntry>of(
                        new HistoryEntry.AssistantSaid("Hola."),
                        new HistoryEntry.CallerSaid("¿Está activa mi línea?"),
                        new HistoryEntry.ToolCalled(new ToolCall("call_x", "mirar", "{}")),
                        new HistoryEntry.ToolAnswered("call_x", "Sí."),
                        new HistoryEntry.ToolCalled(new ToolCall("call_y", "abrir", "{\"a\":1}")),
                        new HistoryEntry.SwitchboardSaid("Un momento."),
                        new HistoryEntry.Told("The caller is a customer."));
        try (var rig = new OpenAiRig(TALKS.withBrain(PhoneBrain.lookingUp()))) {
            var call = rig.dial(OpenAiRig.callSettings(AudioFormat.PCMU_8K, Map.of(), history));
            call.await(EngineEvent.Ready.class);
            call.session().toolFinished("call_y", "Abierto.");
            call.awaitLastWords("Abierto.");
            assertThat(told(rig, 1))
                    .startsWith(
                            "assistant: Hola.",
                            "user: ¿Está activa mi línea?",
                            "call mirar{}",
                            "output Sí.",
                            "call abrir{\"a\":1}",
                            "assistant: Un momento.",
                            "system: The caller is a customer.",
                            "output Abierto.");
            HappyTurnTest.wellBehaved(rig);
        }
    }

    private static void goesOn(OpenAiRig rig, TestCall call) {
        assertThat(call.all(EngineEvent.Failed.class)).isEmpty();
        assertThat(call.all(EngineEvent.Ready.class)).hasSize(1);
        assertThat(call.speech.faults()).isEmpty();
        for (var connection : rig.server.connections()) {
            if (connection.hasSession()) {
                assertThat(connection.ask(ModelConversation::violations)).isEmpty();
                assertThat(connection.ask(ModelConversation::errors))
                        .allMatch(error -> "session_expired".equals(error.code()));
            }
        }
    }

    private static boolean hasSession(OpenAiRig rig, int connection) {
        return rig.server.connections().size() >= connection
                && rig.server.connection(connection).hasSession();
    }

    private static List<String> told(OpenAiRig rig, int connection) {
        return PhoneBrain.told(rig.server.connection(connection).ask(ModelConversation::items));
    }
}
