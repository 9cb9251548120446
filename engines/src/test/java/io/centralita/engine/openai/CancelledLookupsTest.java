package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.Settings;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// «Olvídalo»: the model drops what is being looked up, and speaks of it once.
final class CancelledLookupsTest {
    @Test
    void what_was_cancelled_is_told_to_the_model_and_answered_with_the_cancellation() {
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(obliging()))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ToolRequested.class, 2);
            call.turn();
            var cancel = call.await(EngineEvent.ToolRequested.class, 3).call();
            assertThat(cancel.name()).isEqualTo(CancelLookups.NAME);

            var asked = call.all(EngineEvent.ToolRequested.class);
            for (int i : IntStream.of(0, 1, 2).toArray()) {
                var id = asked.get(i).call().id();
                call.session().toolFinished(id, i < 2 ? "Cancelada." : "Cancelled: 2.");
            }
            call.awaitLastWords("Olvidado.");

            var server = rig.server.connection(1);
            for (var one : asked) {
                assertThat(server.<Integer>ask(model -> model.outputs(one.call().id())))
                        .isEqualTo(1);
            }
            assertThat(server.ask(ModelConversation::responsesCreated)).hasSize(4);
            assertThat(call.said()).isEqualTo(PhoneBrain.GREETING + " Olvidado.");
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void the_means_to_cancel_are_offered_where_there_is_something_to_look_up() {
        var look = new ToolDefinition("look", "", CancelLookups.definition().parameters());
        var prompts = new Prompts(Locale.of("es"));

        assertThat(prompts.completed(conduct(List.of(look))).tools())
                .extracting(ToolDefinition::name)
                .containsExactly("look", CancelLookups.NAME, EndCall.NAME);
        assertThat(prompts.completed(conduct(List.of())).tools())
                .extracting(ToolDefinition::name)
                .containsExactly(EndCall.NAME);
    }

    /// Looks two things up when it is asked, cancels when it is asked again.
    private static Brain obliging() {
        return PhoneBrain.answering(
                occasion -> {
                    var calls =
                            occasion.items().stream()
                                    .filter(Item.FunctionCall.class::isInstance)
                                    .count();
                    return switch ((int) calls) {
                        case 0 -> Script.call("uno", "{}").thenCall("dos", "{}");
                        case 2 -> Script.call(CancelLookups.NAME, "{}");
                        default -> Brains.speech("Olvidado.");
                    };
                });
    }

    private static Conduct conduct(List<ToolDefinition> tools) {
        return new Conduct("", "", tools, TurnTaking.AUTOMATIC, true);
    }
}
