package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.reception.KeyMenu;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.SendDigitsTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.call.tool.TransferTool;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call has the tools and keys that its leg can carry out.
class LegToolsTest {
    private static final Destination OUTSIDE = new Destination("ventas", "+34910000002");
    private static final Destination INSIDE =
            new Destination("caja", new Target.Extension("200", "internal"), true);
    private static final List<Tool> HOUSE =
            List.of(
                    new TransferTool(List.of(OUTSIDE, INSIDE)),
                    new ReadDigitsTool(),
                    new SendDigitsTool());

    private final FakeLeg leg = new FakeLeg("c1");

    @Test
    void a_leg_that_reaches_nobody_and_sends_nothing_has_the_callers_keys_alone() {
        assertThat(names(LegTools.of(leg, HOUSE))).containsExactly(ReadDigitsTool.NAME);
        assertThat(leg.transfers()).isFalse();
        assertThatThrownBy(() -> leg.sendDigits("1"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void people_whom_the_leg_does_not_reach_are_not_offered() {
        leg.thatTransfers();
        var transfer = LegTools.of(leg, HOUSE).getFirst();
        assertThat(transfer.definition().toString()).contains("ventas").doesNotContain("caja");

        leg.thatReaches(Set.of(Target.Kind.EXTENSION));
        assertThat(LegTools.of(leg, HOUSE).getFirst().definition().toString())
                .contains("caja")
                .doesNotContain("ventas");
    }

    @Test
    void keys_of_the_menu_that_lead_nowhere_are_keys_like_any_other() {
        var menu =
                new KeyMenu(
                        Map.of(
                                '0', new KeyMenu.Action.PutThrough(INSIDE),
                                '1', new KeyMenu.Action.PutThrough(OUTSIDE),
                                '2', new KeyMenu.Action.Say("hola")));
        assertThat(menu.within(Set.of(Target.Kind.NUMBER)).actions()).containsOnlyKeys('1', '2');
        assertThatThrownBy(() -> new KeyMenu(Map.of('x', new KeyMenu.Action.Say("hola"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keys_are_pressed_by_the_leg() throws Exception {
        leg.thatSendsDigits();
        var send = LegTools.of(leg, List.of(new SendDigitsTool())).getFirst();
        assertThat(run(send, "1ww 43#A*")).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(leg.sent()).containsExactly("1ww43#A*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12x", "1,2", "+34", "wwwwwwwwwwwwwwwwwwwww", "E"})
    void what_is_no_key_goes_back_to_the_model(String digits) throws Exception {
        leg.thatSendsDigits();
        var send = LegTools.of(leg, List.of(new SendDigitsTool())).getFirst();
        assertThat(run(send, digits)).isInstanceOf(ToolOutcome.InvalidArguments.class);
        assertThat(run(send, "1".repeat(65))).isInstanceOf(ToolOutcome.InvalidArguments.class);
        assertThat(leg.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+34910000002", "200@internal", "*60#@from-x.y", "PJSIP/200", "Local/2@i/n"})
    void targets_are_read_as_they_are_written(String text) {
        assertThat(Target.parse(text).orElseThrow().text()).isEqualTo(text);
        assertThat(Target.parse(text).orElseThrow().toString()).doesNotContain("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "910",
                "200",
                "@internal",
                "200@",
                "200,1@internal",
                "20 0@internal",
                "PJSIP/",
                "/200",
                "PJSIP/200&PJSIP/201",
                "PJ SIP/2",
                "PJSIP/2\n0",
                "Dial(x)/2"
            })
    void what_could_end_a_field_of_an_exchange_is_no_target(String text) {
        assertThat(Target.parse(text)).isEmpty();
    }

    private static ToolOutcome run(Tool tool, String digits) throws InterruptedException {
        var arguments = JsonNodeFactory.instance.objectNode().put("digits", digits);
        return tool.run(
                new ToolRequest(
                        new ToolCall("t1", SendDigitsTool.NAME, arguments.toString()),
                        arguments,
                        ToolDeadlines.of(ToolDeadlines.DEFAULT_TIMEOUT),
                        Locale.ENGLISH));
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(tool -> tool.definition().name()).toList();
    }
}
