package io.centralita.engine.offline.voice;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ClausesTest {
    @Test
    void sentences_and_long_enough_parts_stand_alone() {
        assertThat(
                        Clauses.of(
                                "Sí, claro. En el router hay 12,5 megabits de subida, y nada más: fin"))
                .containsExactly(
                        "Sí, claro.",
                        "En el router hay 12,5 megabits de subida,",
                        "y nada más:",
                        "fin");
    }

    @Test
    void text_without_punctuation_is_cut_at_spaces() {
        assertThat(Clauses.of("palabra ".repeat(100)))
                .hasSizeGreaterThan(4)
                .allSatisfy(
                        clause ->
                                assertThat(clause)
                                        .matches("palabra( palabra)*")
                                        .hasSizeLessThan(161));
    }

    @Test
    void nothing_to_say_is_no_clause() {
        assertThat(Clauses.of(" … ¿? !! \n")).isEmpty();
    }

    @Property
    void no_letter_is_lost_and_no_clause_is_too_long(@ForAll @StringLength(max = 600) String text) {
        var clauses = Clauses.of(text);
        assertThat(clauses).allSatisfy(c -> assertThat(c.length()).isBetween(1, Clauses.LONGEST));
        assertThat(letters(String.join("", clauses))).isEqualTo(letters(text));
    }

    private static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
