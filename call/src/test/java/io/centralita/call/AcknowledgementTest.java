package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What callers hear of a tool that starts and has words of its own.
class AcknowledgementTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final String ORDER = "Voy a mirar su pedido.";
    private static final String BILL = "Voy a buscar su factura.";
    private static final List<String> OURS =
            new BundledTexts().variants(Phrase.LOOKING_UP.key(), SPANISH);

    @Test
    void the_caller_hears_the_tools_own_words_700_ms_after_it_started() {
        var rig = rig(_ -> true);
        rig.callerAsks();
        rig.pass(100);
        long asked = rig.ms();
        rig.asksTool("t1", "find_order");
        rig.pass(1_000);

        assertThat(texts(rig)).containsExactly(ORDER);
        assertThat(rig.said().getFirst().saying()).isEqualTo(new Acknowledgement(ORDER));
        var first = rig.heard().stream().filter(CallRig.Heard::ours).findFirst().orElseThrow();
        assertThat((first.atNanos() - CallRig.START) / 1_000_000)
                .isBetween(asked + 700, asked + 740);
    }

    @Test
    void a_model_that_says_something_itself_is_left_to_it() {
        var rig = rig(_ -> true);
        rig.callerAsks();
        rig.asksTool("t1", "find_order");
        rig.pass(400);
        rig.say(800);
        rig.pass(1_500);

        assertThat(rig.said()).isEmpty();
    }

    @Test
    void of_several_tools_that_start_together_the_first_one_is_spoken_of() {
        var rig = rig(_ -> true);
        rig.callerAsks();
        rig.asksTool("t1", "find_bill");
        rig.pass(40);
        rig.asksTool("t2", "find_order");
        rig.asksTool("t3", "plain");
        rig.pass(2_000);

        assertThat(texts(rig)).containsExactly(BILL);
    }

    @Test
    void whoever_asks_for_the_same_again_hears_something_else() {
        var rig = rig(_ -> true);
        lookUp(rig, "t1", "find_order");
        lookUp(rig, "t2", "find_order");
        lookUp(rig, "t3", "find_order");
        lookUp(rig, "t4", "find_bill");

        assertThat(texts(rig)).containsExactly(ORDER, OURS.getFirst(), ORDER, BILL);
    }

    @Test
    void words_that_were_never_rendered_do_not_cost_the_acknowledgement() {
        var rig = rig(text -> !text.equals(ORDER));
        lookUp(rig, "t1", "find_order");
        lookUp(rig, "t2", "find_order");

        assertThat(texts(rig)).containsExactly(OURS.get(0), OURS.get(1));
        assertThat(rig.phrases()).containsOnly(Phrase.LOOKING_UP);
    }

    @Test
    void where_the_tools_words_alone_can_be_heard_they_are_said_again() {
        var rig = rig(text -> !OURS.contains(text));
        lookUp(rig, "t1", "find_order");
        lookUp(rig, "t2", "find_order");

        assertThat(texts(rig)).containsExactly(ORDER, ORDER);
    }

    @Test
    void words_in_another_language_than_the_calls_are_not_said() {
        var english = CallSettings.standard(Locale.ENGLISH, "Hello");
        var rig = rig(english, _ -> true);
        lookUp(rig, "t1", "find_order");
        lookUp(rig, "t2", "find_bill");

        assertThat(texts(rig).getFirst()).isEqualTo("Let me look up your order.");
        assertThat(texts(rig).getLast())
                .isEqualTo(new BundledTexts().variants("guard.looking-up", Locale.ENGLISH).get(0));
    }

    @Test
    void a_tool_without_words_of_its_own_gets_ours() {
        var rig = rig(_ -> true);
        lookUp(rig, "t1", "plain");
        lookUp(rig, "t2", "nobody_knows");

        assertThat(texts(rig)).containsExactly(OURS.get(0), OURS.get(1));
    }

    @Test
    void a_tool_with_one_of_our_own_wordings_does_not_make_it_heard_twice_running() {
        var rig = rig(_ -> true);
        lookUp(rig, "t1", "imitator");
        lookUp(rig, "t2", "plain");

        assertThat(texts(rig)).containsExactly(OURS.get(0), OURS.get(1));
    }

    @Test
    void a_caller_whose_patience_ends_before_it_hears_of_the_tool_first_and_of_it_once() {
        var rig = rig(_ -> true);
        rig.callerAsks();
        rig.pass(2_000);
        rig.asksTool("t1", "find_order");
        rig.pass(4_000);

        assertThat(texts(rig).getFirst()).isEqualTo(ORDER);
        assertThat(rig.said().getFirst().ms()).isLessThan(2_200 + 1_500);
        assertThat(rig.phrases().subList(1, rig.said().size()))
                .containsOnly(Phrase.STILL_LOOKING_UP);
        assertThat(rig.report().longestDeadAirMs()).isLessThanOrEqualTo(2_500);
    }

    @Test
    void nothing_is_announced_that_the_caller_has_to_agree_to_first() {
        var rig = rig(_ -> true);
        rig.callerAsks();
        rig.asksTool("t1", "cancel_order");
        rig.pass(1_000);
        assertThat(rig.said()).isEmpty();
    }

    /// A caller asks, the model looks it up in silence and answers.
    private static void lookUp(CallRig rig, String id, String tool) {
        rig.callerAsks();
        rig.asksTool(id, tool);
        rig.pass(1_000);
        rig.toolAnswers(id);
        rig.say(400);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(2_000);
    }

    private static CallRig rig(Predicate<String> rendered) {
        return rig(CallRig.settings(), rendered);
    }

    private static CallRig rig(CallSettings settings, Predicate<String> rendered) {
        var english = "Let me look up your order.";
        var tools =
                List.of(
                        tool("plain", LocalizedText.NONE, false),
                        tool(
                                "find_order",
                                new LocalizedText(Map.of("es", ORDER, "en", english)),
                                false),
                        tool("find_bill", LocalizedText.of(SPANISH, BILL), false),
                        tool("imitator", LocalizedText.of(SPANISH, OURS.getFirst()), false),
                        tool("cancel_order", LocalizedText.of(SPANISH, "Lo anulo."), true));
        var conduct = new Conduct("", "", tools, TurnTaking.AUTOMATIC, true);
        return new CallRig(settings, Duration.ZERO, conduct, rendered).greeted();
    }

    private static ToolDefinition tool(String name, LocalizedText words, boolean confirmed) {
        return new ToolDefinition(
                name, "", CancelLookups.definition().parameters(), words, confirmed);
    }

    private static List<String> texts(CallRig rig) {
        return rig.said().stream().map(CallRig.Said::text).toList();
    }
}
