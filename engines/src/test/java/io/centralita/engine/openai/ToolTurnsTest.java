package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.tool.ToolCall;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.Script.Step;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.ModelConnection;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Function calls of the model become tools of the call, once each, and their results come back to
/// it, once each.
final class ToolTurnsTest {
    private static final String ARGUMENTS =
            "{\"abonado\":\"García «El Rápido» 😀\",\"campos\":[1,2.5,null,\"\\\"\"],"
                    + "\"relleno\":\""
                    + "x".repeat(300)
                    + "\"}";

    private static Settings lookingUp(Step.Call... calls) {
        return Settings.DEFAULT.withBrain(PhoneBrain.lookingUp(calls));
    }

    @Test
    void arguments_that_came_in_pieces_arrive_whole() {
        try (var rig = new OpenAiRig(lookingUp(PhoneBrain.call("consultar", ARGUMENTS)))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            assertThat(asked.name()).isEqualTo("consultar");
            assertThat(asked.arguments()).isEqualTo(ARGUMENTS);

            call.session().toolFinished(asked.id(), "Está activa.");
            call.awaitLastWords("Está activa.");
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " Está activa.");
            assertThat(outputs(rig.server.connection(1), asked.id())).isEqualTo(1);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
    void several_tools_finish_in_any_order_and_are_answered_together(String order) {
        try (var rig =
                new OpenAiRig(
                        lookingUp(
                                PhoneBrain.call("uno", "{}"),
                                PhoneBrain.call("dos", "{}"),
                                PhoneBrain.call("tres", "{}")))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ToolRequested.class, 3);
            var asked = tools(call);
            assertThat(asked).extracting(ToolCall::name).containsExactly("uno", "dos", "tres");
            order.chars()
                    .map(digit -> digit - '0')
                    .forEach(
                            i ->
                                    call.session()
                                            .toolFinished(asked.get(i).id(), asked.get(i).name()));
            OpenAiRig.await("the answer", () -> !call.said(2).isEmpty());
            call.awaitLastWords("");

            assertThat(call.said(2).split(" ")).containsExactlyInAnyOrder("uno", "dos", "tres");
            var server = rig.server.connection(1);
            assertThat(asked).allMatch(one -> outputs(server, one.id()) == 1);
            assertThat(server.ask(ModelConversation::responsesCreated)).hasSize(3);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    static Stream<Misbehaviour.InSession> oddWaysToTell() {
        return Stream.of(
                new Misbehaviour.CallsOnlyInDone(),
                new Misbehaviour.DoubleArguments(),
                new Misbehaviour.Duplicate());
    }

    @ParameterizedTest
    @MethodSource("oddWaysToTell")
    void a_call_is_run_once_however_it_is_told(Misbehaviour.InSession way) {
        var plan = Plan.every(new Moment.Configured(), way);
        try (var rig =
                new OpenAiRig(
                        lookingUp(PhoneBrain.call("uno", ARGUMENTS), PhoneBrain.call("dos", "{}"))
                                .withPlan(plan))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ToolRequested.class, 2);
            for (var asked : tools(call)) {
                call.session().toolFinished(asked.id(), asked.name());
            }
            call.awaitLastWords("uno dos");
            assertThat(tools(call)).extracting(ToolCall::name).containsExactly("uno", "dos");
            assertThat(tools(call).getFirst().arguments()).isEqualTo(ARGUMENTS);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " uno dos");
            assertThat(rig.server.connection(1).ask(ModelConversation::responsesCreated))
                    .hasSize(3);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_caller_who_goes_on_talking_is_answered_while_a_tool_runs() {
        try (var rig = new OpenAiRig(lookingUp(PhoneBrain.call("lento", "{}")))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            call.turn();
            OpenAiRig.await("small talk", () -> call.said().endsWith(PhoneBrain.WORKING));
            call.turn();
            OpenAiRig.await(
                    "more of it",
                    () -> call.said().endsWith(PhoneBrain.WORKING + " " + PhoneBrain.WORKING));

            call.session().toolFinished(asked.id(), "Ya está.");
            call.awaitLastWords("Ya está.");
            assertThat(tools(call)).hasSize(1);
            assertThat(outputs(rig.server.connection(1), asked.id())).isEqualTo(1);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_result_that_comes_while_the_caller_speaks_waits_for_his_turn() {
        try (var rig = new OpenAiRig(lookingUp(PhoneBrain.call("lento", "{}")))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            call.speak(400);
            call.await(EngineEvent.CallerSpeechStarted.class, 2);
            call.session().toolFinished(asked.id(), "Ya está.");
            call.pause(800);
            call.awaitLastWords("Ya está.");
            assertThat(outputs(rig.server.connection(1), asked.id())).isEqualTo(1);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_second_result_for_the_same_call_is_not_heard_of() {
        try (var rig = new OpenAiRig(lookingUp(PhoneBrain.call("uno", "{}")))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            call.session().toolFinished(asked.id(), "La primera.");
            call.session().toolFinished(asked.id(), "La segunda.");
            call.session().toolFinished("call_unknown", "La tercera.");
            call.awaitLastWords("La primera.");
            assertThat(outputs(rig.server.connection(1), asked.id())).isEqualTo(1);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_result_after_a_reconnect_reaches_the_model_once_and_is_answered() {
        try (var rig =
                new OpenAiRig(
                        lookingUp(PhoneBrain.call("lento", ARGUMENTS))
                                .withPlan(
                                        Plan.first(
                                                new Moment.ResponseEnds(2),
                                                new Misbehaviour.Reset())))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            OpenAiRig.await("another connection", () -> rig.server.connections().size() == 2);
            call.session().toolFinished(asked.id(), "Está activa.");
            call.awaitLastWords("Está activa.");

            assertThat(outputs(rig.server.connection(2), asked.id())).isEqualTo(1);
            assertThat(PhoneBrain.told(rig.server.connection(2).ask(ModelConversation::items)))
                    .contains("call lento" + ARGUMENTS);
            assertThat(call.said().split("Está activa", -1)).hasSize(2);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_result_while_there_is_no_connection_is_told_to_the_next() {
        try (var rig =
                new OpenAiRig(
                        lookingUp(PhoneBrain.call("lento", "{}"))
                                .withPlan(
                                        Plan.first(
                                                        new Moment.ResponseEnds(2),
                                                        new Misbehaviour.Close(1011))
                                                .and(
                                                        2,
                                                        new Misbehaviour.SlowConnect(
                                                                Duration.ofMillis(300)))))) {
            var call = rig.greeted();
            call.turn();
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            OpenAiRig.await("another connection", () -> rig.server.connections().size() == 2);
            assertThat(rig.server.connection(2).hasSession()).isFalse();
            call.session().toolFinished(asked.id(), "Está activa.");
            call.awaitLastWords("Está activa.");
            assertThat(outputs(rig.server.connection(2), asked.id())).isEqualTo(1);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_output_tokens", "content_filter"})
    void a_call_that_was_cut_off_is_not_run(String reason) {
        var cut = Script.call("borrar", "{\"todo\":tr").then(new Step.Incomplete(reason));
        try (var rig =
                new OpenAiRig(
                        Settings.DEFAULT.withBrain(
                                PhoneBrain.answering(
                                        occasion ->
                                                occasion.number() == 2
                                                        ? cut
                                                        : Brains.speech("Otra vez."))))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ReplyFinished.class, 2);
            call.turn();
            call.await(EngineEvent.ReplyFinished.class, 3);
            assertThat(tools(call)).isEmpty();
            assertThat(call.said()).endsWith("Otra vez.");
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void the_model_hangs_up_after_its_goodbye() {
        try (var rig =
                new OpenAiRig(
                        Settings.DEFAULT.withBrain(
                                PhoneBrain.answering(
                                        _ ->
                                                Brains.speech("Adiós.")
                                                        .thenCall(EndCall.NAME, "{}"))))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.Farewell.class);
            assertThat(call.said()).endsWith("Adiós.");
            assertThat(call.speech.isEnded(2)).isTrue();
            assertThat(tools(call)).isEmpty();
            assertThat(call.all(EngineEvent.Farewell.class)).hasSize(1);
        }
    }

    @Test
    void a_model_that_hangs_up_without_a_word_has_to_say_goodbye_first() {
        try (var rig =
                new OpenAiRig(
                        Settings.DEFAULT.withBrain(
                                PhoneBrain.answering(
                                        occasion ->
                                                PhoneBrain.latestOutputs(occasion.items()).isEmpty()
                                                        ? Script.call(EndCall.NAME, "{}")
                                                        : Brains.speech("Hasta luego."))))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.Farewell.class);
            assertThat(call.said()).endsWith("Hasta luego.");
            assertThat(call.speech.isEnded(2)).isTrue();
            assertThat(tools(call)).isEmpty();
        }
    }

    private static List<ToolCall> tools(TestCall call) {
        return call.all(EngineEvent.ToolRequested.class).stream()
                .map(EngineEvent.ToolRequested::call)
                .toList();
    }

    private static int outputs(ModelConnection connection, String callId) {
        return connection.ask(model -> model.outputs(callId));
    }
}
