package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RuleSummariserTest {
    private static final CallReport CALL = Calls.ended("CA1", Calls.ANA, VirtualTime.START);

    private static CallSummary of(Locale language, List<Turn> turns, ToolUse... tools) {
        var report = Calls.with(CALL, turns, List.of(tools));
        return new RuleSummariser().summarise(HeardCall.of(report, language));
    }

    private static ToolUse tool(String name, String outcome) {
        return new ToolUse(name, "{}", outcome, 40);
    }

    @Test
    void it_says_what_was_wanted_what_was_looked_up_and_how_it_ended() {
        var summary =
                of(
                        Locale.of("es"),
                        List.of(
                                Calls.turn(Who.CALLER, "Hola"),
                                Calls.turn(Who.CALLER, "Me llamo Ana Ruiz"),
                                Calls.turn(Who.ASSISTANT, "Hola, Ana, soy Centralita"),
                                Calls.turn(Who.CALLER, "¿Cuántos clientes hay en router-146?"),
                                Calls.turn(Who.CALLER, "gracias")),
                        tool("consultar_mikrotik", "answered"),
                        tool("get_current_time", "answered"),
                        tool("crear_aviso", "timed-out"));
        assertThat(summary.name()).isEqualTo("Ana Ruiz");
        assertThat(summary.facts()).isEmpty();
        assertThat(summary.summary())
                .isEqualTo(
                        "Dijo, entre otras cosas: 'Me llamo Ana Ruiz'; '¿Cuántos clientes hay en"
                                + " router-146?'. Se consultó la red y la hora. No todo se pudo"
                                + " consultar. Colgó quien llamaba.");
    }

    @Test
    void english_callers_are_summarised_in_english() {
        var summary =
                of(
                        Locale.US,
                        List.of(Calls.turn(Who.CALLER, "how many clients are there")),
                        tool("open_ticket", "answered"));
        assertThat(summary.summary())
                .isEqualTo(
                        "Said: 'how many clients are there'. Looked up: open ticket. The caller"
                                + " hung up.");
        assertThat(summary.name()).isNull();
    }

    @Test
    void a_caller_who_said_nothing_leaves_a_short_summary() {
        assertThat(of(Locale.of("es"), List.of()).summary())
                .isEqualTo("No dijo nada que se entendiera. Colgó quien llamaba.");
    }

    @Test
    void only_what_was_heard_counts() {
        var heard =
                HeardCall.of(
                        Calls.with(
                                CALL,
                                List.of(
                                        new Turn(
                                                Who.ASSISTANT,
                                                "En la red hay 221 clientes activos ahora mismo",
                                                1_000,
                                                2_500,
                                                null,
                                                true),
                                        new Turn(Who.ASSISTANT, "Nadie", 3_000, 3_000, null, true),
                                        Calls.turn(Who.SWITCHBOARD, "Un momento."),
                                        Calls.turn(Who.CALLER, "")),
                                List.of()),
                        Locale.of("es"));
        assertThat(heard.lines())
                .containsExactly(
                        new HeardCall.Line(Who.ASSISTANT, "En la red hay…"),
                        new HeardCall.Line(Who.SWITCHBOARD, "Un momento."));
    }
}
