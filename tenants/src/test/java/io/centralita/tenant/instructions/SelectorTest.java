package io.centralita.tenant.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.tenant.instructions.Selection.Excerpt;
import io.centralita.tenant.instructions.Selection.LeftOut;
import io.centralita.tenant.profile.ContextText;
import io.centralita.tenant.profile.Faq;
import io.centralita.tenant.profile.Knowledge;
import io.centralita.tenant.profile.Relevance;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final Locale ES = Locale.of("es");

    @Test
    void where_there_is_room_everything_goes_in() {
        var selection = select(6_000, KnownCaller.NOBODY, faq("uno", Relevance.LOW), text("t", 50));

        assertThat(selection.faqs()).containsExactly(0);
        assertThat(selection.context()).hasSize(1);
        assertThat(selection.leftOut()).isEmpty();
        assertThat(selection.tokens()).isPositive().isLessThan(6_000);
    }

    @Test
    void the_least_relevant_is_left_out_first_then_the_longest() {
        var low = faq("poco importante", Relevance.LOW);
        var shorter = faq("corta", Relevance.NORMAL);
        var longer = faq("larga ".repeat(30).strip(), Relevance.NORMAL);
        var high = faq("muy importante ".repeat(40).strip(), Relevance.HIGH);
        var all = List.of(low, longer, shorter, high);
        var whole = all.stream().mapToInt(one -> Piece.of(one, 0, 0).tokens()).sum();

        var selection = select(whole - 50, KnownCaller.NOBODY, all, List.of());

        assertThat(selection.faqs()).containsExactly(2, 3);
        assertThat(selection.leftOut())
                .extracting(LeftOut::path)
                .containsExactly("faqs[0]", "faqs[1]");
    }

    @Test
    void what_the_caller_called_about_stays() {
        var billing = faq("¿Cómo pago la factura mensual del contrato?", Relevance.NORMAL);
        var other = faq("¿Dónde está la tienda?", Relevance.NORMAL);
        var caller = new KnownCaller("", 1, List.of("Preguntó por su factura."));
        var room = Piece.of(billing, 0, 0).tokens() + 3;

        assertThat(select(room, caller, List.of(billing, other), List.of()).faqs())
                .containsExactly(0);
        assertThat(select(room, KnownCaller.NOBODY, List.of(billing, other), List.of()).faqs())
                .containsExactly(1);
    }

    @Test
    void a_text_that_does_not_fit_keeps_its_first_whole_sentences() {
        var text =
                "El Sr. García atiende en la oficina los lunes por la mañana. "
                        + "La instalación tarda dos días y la hace un técnico de la casa. "
                        + "Todo lo demás se explica en la web de la empresa y en la oficina. "
                        + "Nada más que decir sobre este asunto, salvo que hay garantía de un año.";
        var knowledge = List.of(new ContextText("Guía", text, Relevance.NORMAL));

        var selection = select(60, KnownCaller.NOBODY, List.of(), knowledge);

        assertThat(selection.context())
                .containsExactly(
                        new Excerpt(
                                "Guía",
                                "El Sr. García atiende en la oficina los lunes por la mañana. "
                                        + "La instalación tarda dos días y la hace un técnico de la"
                                        + " casa. Todo lo demás se explica en la web de la empresa"
                                        + " y en la oficina.",
                                true));
        assertThat(selection.leftOut().getFirst().beginningOnly()).isTrue();
    }

    @Test
    void an_abbreviation_ends_no_sentence() {
        var text = "Vive en la C/ Mayor núm. 3 y atiende la Dra. Pérez sin cita previa siempre";

        assertThat(Sentences.beginning(text, Tokens.estimate("Vive en la C/ Mayor núm. "), ES))
                .isEmpty();
    }

    /// The budget holds, and every text ends where one of its sentences does.
    @Property(tries = 400)
    void never_more_than_the_budget_and_never_half_a_sentence(
            @ForAll("texts") List<ContextText> texts,
            @ForAll @IntRange(min = 200, max = 900) int budget) {
        var selection = select(budget, KnownCaller.NOBODY, List.of(), texts);

        assertThat(selection.tokens()).isLessThanOrEqualTo(budget);
        for (var excerpt : selection.context()) {
            assertThat(excerpt.text()).matches("(?s).*(fin\\d+\\.|linea)");
        }
        assertThat(selection.context().size() + selection.leftOut().size())
                .isGreaterThanOrEqualTo(texts.size());
    }

    @Provide
    Arbitrary<List<ContextText>> texts() {
        var sentence =
                Combinators.combine(
                                Arbitraries.strings().withChars("abcdef ,").ofMaxLength(60),
                                Arbitraries.integers().between(1, 99_999))
                        .as((words, number) -> "Frase " + words.strip() + " fin" + number + ".");
        var text =
                sentence.list()
                        .ofMinSize(1)
                        .ofMaxSize(40)
                        .map(sentences -> String.join(" ", sentences) + "\nlinea");
        return text.map(body -> new ContextText("x" + body.hashCode(), body, Relevance.NORMAL))
                .list()
                .ofMaxSize(6);
    }

    private static Selection select(int budget, KnownCaller caller, Faq faq, ContextText text) {
        return select(budget, caller, List.of(faq), List.of(text));
    }

    private static Selection select(
            int budget, KnownCaller caller, List<Faq> faqs, List<ContextText> texts) {
        return Selector.select("", new Knowledge(faqs, texts, budget, ""), ES, caller);
    }

    private static Faq faq(String question, Relevance relevance) {
        return new Faq(question, "Sí.", relevance);
    }

    private static ContextText text(String name, int words) {
        return new ContextText(name, "palabra ".repeat(words).strip() + ".", Relevance.NORMAL);
    }
}
