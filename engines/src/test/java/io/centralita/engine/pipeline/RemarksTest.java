package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemarksTest {
    @ParameterizedTest
    @CsvFileSource(resources = "remarks-es.tsv", delimiter = '\t')
    void remarks_in_spanish(Remark expected, String said) {
        assertThat(Remarks.in(Locale.of("es", "MX")).of(said)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "remarks-en.tsv", delimiter = '\t')
    void remarks_in_english(Remark expected, String said) {
        assertThat(Remarks.in(Locale.US).of(said)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "…", "?!", "🙂"})
    void what_has_no_words_asks_for_nothing(String said) {
        assertThat(Remarks.in(Locale.of("es")).of(said)).isEqualTo(Remark.ACKNOWLEDGEMENT);
    }

    @Test
    void a_remark_of_any_length_is_looked_at_in_no_time_and_without_deep_recursion() {
        var remarks = Remarks.in(Locale.of("es"));
        assertThat(remarks.of("hola vale ".repeat(50_000))).isEqualTo(Remark.OTHER);
        assertThat(remarks.of("hola y ya ".repeat(20) + "¿sigues ahí?")).isEqualTo(Remark.QUESTION);
    }

    @Test
    void a_remark_is_understood_wherever_the_phrases_of_courtesy_are() {
        assertThat(Remarks.in(Locale.of("es")).of("Oye, perdona, hola, ¿me oyes, por favor?"))
                .isEqualTo(Remark.STATUS);
        assertThat(Remarks.in(Locale.ENGLISH).of("I’m sorry, can you hear me?"))
                .isEqualTo(Remark.STATUS);
    }
}
