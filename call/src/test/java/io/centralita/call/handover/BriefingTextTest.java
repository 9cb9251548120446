package io.centralita.call.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.HistoryEntry.AssistantSaid;
import io.centralita.call.engine.HistoryEntry.CallerSaid;
import io.centralita.call.leg.Onward;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.transfer.Destination;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BriefingTextTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final Destination DESK = new Destination("recepción", "+34910000009");
    private static final String TAKE = new BundledTexts().text("handover.take", SPANISH);

    private final BriefingText text = new BriefingText(new BundledTexts());

    @Test
    void it_says_who_calls_what_was_wanted_last_and_what_was_answered() {
        assertThat(
                        text.of(
                                onward(
                                        "+34600111222",
                                        new AssistantSaid("Hola, ¿en qué puedo ayudarte?"),
                                        new CallerSaid("¿Cuántos clientes hay?"),
                                        new AssistantSaid("Hay tres."),
                                        new CallerSaid("No me funciona internet"),
                                        new AssistantSaid("Hay una avería en Toledo."),
                                        new CallerSaid("Ya"),
                                        new CallerSaid("[keypad] 0 1 2")),
                                Optional.empty()))
                .isEqualTo(
                        "Llamada de 3 4, 6 0 0, 1 1 1, 2 2 2. Ha dicho: No me funciona internet."
                                + " Se le ha contestado: Hay una avería en Toledo. "
                                + TAKE);
    }

    @Test
    void what_somebody_has_written_goes_before_the_rule() {
        var said =
                text.of(
                        onward("anonymous", new CallerSaid("No me funciona internet")),
                        Optional.of("Tiene un *router* apagado.\n<b>Se le</b> pidió encenderlo."));
        assertThat(said)
                .startsWith(new BundledTexts().text("handover.from-unknown", SPANISH))
                .contains("Tiene un router apagado. b Se le b pidió encenderlo.")
                .endsWith(TAKE)
                .doesNotContain("Ha dicho");
    }

    @Test
    void it_is_never_longer_than_can_be_said_in_its_time() {
        var endless = "palabra ".repeat(500);
        for (var about : List.of(Optional.<String>empty(), Optional.of(endless))) {
            var said =
                    text.of(
                            onward(
                                    "+34600111222",
                                    new CallerSaid(endless),
                                    new AssistantSaid(endless)),
                            about);
            assertThat(said.length()).isLessThanOrEqualTo(BriefingText.MOST + TAKE.length() + 3);
            assertThat(said).contains("palabra…").endsWith(TAKE);
        }
    }

    @Test
    void a_call_without_a_word_is_told_as_such_in_the_callers_language() {
        var caller = new Onward.Caller("c1", "default", "sip:x@y;z", Locale.ENGLISH);
        assertThat(text.of(new Onward(DESK, caller, List.of()), Optional.of("  ")))
                .startsWith("A caller without a number.")
                .contains("did not say")
                .contains("Press one");
    }

    private static Onward onward(String number, HistoryEntry... history) {
        return new Onward(
                DESK, new Onward.Caller("c1", "default", number, SPANISH), List.of(history));
    }
}
