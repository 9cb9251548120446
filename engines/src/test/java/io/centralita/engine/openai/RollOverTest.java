package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Content;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions that last for half a second, in calls that last for minutes of speech: each is followed
/// by the next before it ends.
final class RollOverTest {
    private static final int ROLL_OVERS = 20;

    /// A turn may be told twice when time runs out in the middle of it.
    private static final int MOST_OVERLAP = 150;

    private static final Patience SHORT =
            new Patience(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(600));

    /// Looks something up for every other turn, and tells what was found.
    private static Brain curious() {
        return PhoneBrain.answering(
                occasion -> {
                    var outputs = PhoneBrain.latestOutputs(occasion.items());
                    if (!outputs.isEmpty()) {
                        return Brains.speech(String.join(" ", outputs));
                    }
                    var turns =
                            occasion.items().stream()
                                    .filter(
                                            item ->
                                                    item instanceof Item.Message message
                                                            && message.role() == Role.USER)
                                    .count();
                    return turns % 2 == 1
                            ? Script.call("buscar", "{\"turno\":" + turns + "}")
                            : Brains.speech(PhoneBrain.WORKING);
                });
    }

    private static Settings service() {
        var turn = new AtomicInteger();
        return Settings.DEFAULT
                .withBrain(curious())
                .withPace(Pace.AT_ONCE)
                .withTranscriber(
                        _ -> "turno número " + turn.incrementAndGet(), Duration.ofMillis(5))
                .keepingAudio();
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void nobody_notices_twenty_roll_overs_in_one_call(long seed) {
        var random = new SplittableRandom(seed);
        try (var rig = new OpenAiRig(service(), SHORT)) {
            var call = rig.greeted();
            var pending = new ArrayDeque<ToolCall>();
            int asked = 0;
            int turns = 0;
            while (rig.server.connections().size() <= ROLL_OVERS) {
                int before = rig.server.connections().size();
                int said = call.all(EngineEvent.CallerSpeechEnded.class).size();
                if (random.nextInt(4) > 0) {
                    call.speak(200 + 20 * random.nextInt(10));
                    call.pause(800);
                    turns++;
                    call.await(EngineEvent.CallerSpeechEnded.class, said + 1);
                } else {
                    call.pause(200);
                }
                var requested = call.all(EngineEvent.ToolRequested.class);
                for (; asked < requested.size(); asked++) {
                    pending.add(requested.get(asked).call());
                }
                if (!pending.isEmpty() && random.nextBoolean()) {
                    var tool = pending.remove();
                    call.session().toolFinished(tool.id(), "Resultado " + tool.id() + ".");
                }
                if (random.nextInt(3) == 0) {
                    OpenAiRig.await(
                            "the next connection", () -> rig.server.connections().size() > before);
                } else {
                    OpenAiRig.settle(Duration.ofMillis(random.nextInt(1, 60)));
                }
            }
            finish(rig, call, pending, asked);
            noticesNothing(call, turns);
            nothingOfTheCallerIsLost(rig, call);
            nothingOfTheConversationIsLost(rig, call);
        }
    }

    private static void finish(
            OpenAiRig rig, TestCall call, ArrayDeque<ToolCall> pending, int asked) {
        OpenAiRig.settle(Duration.ofMillis(100));
        var requested = call.all(EngineEvent.ToolRequested.class);
        for (int i = asked; i < requested.size(); i++) {
            pending.add(requested.get(i).call());
        }
        for (var tool : pending) {
            call.session().toolFinished(tool.id(), "Resultado " + tool.id() + ".");
        }
        for (var one : requested) {
            OpenAiRig.await(
                    "the answer to " + one.call().id(),
                    () -> call.said().contains("Resultado " + one.call().id() + "."));
        }
        int connections = rig.server.connections().size();
        OpenAiRig.await(
                "one more, which knows everything",
                () -> rig.server.connections().size() > connections + 1);
    }

    private static void noticesNothing(TestCall call, int turns) {
        assertThat(call.all(EngineEvent.Failed.class)).isEmpty();
        assertThat(call.all(EngineEvent.Ready.class)).hasSize(1);
        assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(turns);
        assertThat(call.all(EngineEvent.CallerSpeechEnded.class)).hasSize(turns);
        assertThat(call.speech.faults()).isEmpty();
        assertThat(call.session().droppedFrames()).isZero();
        assertThat(call.said()).doesNotContain(PhoneBrain.RESUMED);
    }

    private static void nothingOfTheCallerIsLost(OpenAiRig rig, TestCall call) {
        int next = 0;
        for (var connection : rig.server.connections()) {
            var heard = TestCall.Frames.numbers(connection.appendedAudio());
            if (heard.isEmpty()) {
                continue;
            }
            assertThat(heard.getFirst())
                    .as("first frame of connection " + connection.number())
                    .isBetween(next - MOST_OVERLAP, next);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i)).isEqualTo(heard.get(i - 1) + 1);
            }
            next = heard.getLast() + 1;
        }
        assertThat(next).isEqualTo(call.fedFrames());
    }

    private static void nothingOfTheConversationIsLost(OpenAiRig rig, TestCall call) {
        var outputs = new HashMap<String, Integer>();
        for (var connection : rig.server.connections()) {
            if (!connection.hasSession()) {
                continue;
            }
            assertThat(connection.ask(ModelConversation::violations)).isEmpty();
            assertThat(connection.ask(ModelConversation::errors)).isEmpty();
            for (var one : connection.ask(ModelConversation::calls)) {
                assertThat(one.outputs()).isLessThanOrEqualTo(1);
                outputs.merge(one.callId(), one.outputs(), Math::max);
            }
        }
        var last =
                rig.server.connections().reversed().stream()
                        .filter(
                                one ->
                                        one.hasSession()
                                                && one.ask(model -> !model.items().isEmpty()))
                        .findFirst()
                        .orElseThrow()
                        .ask(ModelConversation::items);
        for (var one : call.all(EngineEvent.ToolRequested.class)) {
            var id = one.call().id();
            assertThat(outputs).containsEntry(id, 1);
            assertThat(call.said().split("Resultado " + id + "\\.", -1)).hasSize(2);
            assertThat(last)
                    .filteredOn(
                            item ->
                                    item instanceof Item.FunctionCall known
                                            && known.callId().equals(id))
                    .hasSize(1);
            assertThat(last)
                    .filteredOn(
                            item ->
                                    item instanceof Item.FunctionCallOutput known
                                            && known.callId().equals(id))
                    .hasSize(1);
        }
        assertThat(words(last))
                .containsSubsequence(
                        call.all(EngineEvent.CallerSaid.class).stream()
                                .map(EngineEvent.CallerSaid::text)
                                .toList());
    }

    private static List<String> words(List<Item> items) {
        var words = new ArrayList<String>();
        for (var item : items) {
            if (item instanceof Item.Message message
                    && message.role() == Role.USER
                    && message.content().getFirst() instanceof Content.InputText(var text)) {
                words.add(text);
            }
        }
        return words;
    }

    @Test
    void old_sessions_are_closed_when_the_next_has_taken_over() {
        try (var rig = new OpenAiRig(service(), SHORT)) {
            var call = rig.greeted();
            OpenAiRig.await("five", () -> rig.server.connections().size() >= 5);
            assertThat(rig.server.openSessions()).isLessThanOrEqualTo(2);
            call.close();
            rig.awaitOpen(0);
        }
    }
}
