package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTextTest {
    /// 25, 22 and 24 letters.
    private static final String TEXT =
            "El router tiene clientes, la interfaz WAN va bien; la otra no tiene tráfico.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|El router tiene clientes, la interfaz WAN va bien; la otra no tiene tráfico.",
                "1700|El router tiene clientes, la interfaz WAN va bien; la otra no tiene tráfico.",
                "2600|la interfaz WAN va bien; la otra no tiene tráfico.",
                "3500|la interfaz WAN va bien; la otra no tiene tráfico.",
                "4900|la otra no tiene tráfico.",
                "60000|la otra no tiene tráfico."
            })
    void it_goes_on_with_the_first_clause_that_was_not_over_for_certain(int heardMs, String rest) {
        assertThat(CutText.rest(TEXT, Duration.ofMillis(heardMs), 14)).isEqualTo(rest);
    }

    @Test
    void a_text_of_one_clause_is_said_again() {
        var text = "Hay doscientos veintiún clientes";
        assertThat(CutText.rest(text, Duration.ofSeconds(2), 14)).isEqualTo(text);
    }

    @Test
    void digits_take_as_long_as_their_words() {
        var text = "Hay 12345 en total, y ya.";
        // 20 characters would be over, 45 letters are not.
        assertThat(CutText.rest(text, Duration.ofMillis(2_200), 14)).isEqualTo(text);
        assertThat(CutText.rest(text, Duration.ofSeconds(5), 14)).isEqualTo("y ya.");
    }

    @Test
    void a_decimal_comma_is_no_border() {
        var text = "Son 3,5 megas";
        assertThat(CutText.rest(text, Duration.ofSeconds(60), 14)).isEqualTo(text);
    }

    @Test
    void a_tempo_is_learned_and_stays_within_reason() {
        var tempo = new Tempo();
        assertThat(tempo.at(1)).isEqualTo(14);
        for (int i = 0; i < 50; i++) {
            tempo.learn("x".repeat(40), Duration.ofSeconds(2), 1);
        }
        assertThat(tempo.at(1)).isBetween(19.9, 20.1);
        for (int i = 0; i < 50; i++) {
            tempo.learn("x".repeat(40), Duration.ofMillis(1), 1);
        }
        assertThat(tempo.at(1)).isLessThanOrEqualTo(30);
        assertThat(tempo.at(2)).isEqualTo(2 * tempo.at(1));
    }

    @Test
    void short_texts_teach_nothing() {
        var tempo = new Tempo();
        tempo.learn("Sí.", Duration.ofSeconds(1), 1);
        assertThat(tempo.at(1)).isEqualTo(14);
    }
}
