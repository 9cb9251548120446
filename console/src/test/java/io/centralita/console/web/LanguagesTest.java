package io.centralita.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LanguagesTest {
    @Test
    void without_a_wish_the_houses_language_is_spoken() {
        assertThat(Languages.of(null, Locale.of("en"))).isEqualTo(Locale.of("en"));
        assertThat(Languages.of("fr", Locale.of("en", "GB"))).isEqualTo(Locale.of("en"));
    }

    @Test
    void a_house_of_another_language_speaks_spanish() {
        assertThat(Languages.of("fr", Locale.of("fr"))).isEqualTo(Locale.of("es"));
    }

    @Test
    void a_header_that_is_no_list_or_too_long_is_no_wish() {
        assertThat(Languages.of("en;q=x", Locale.of("es"))).isEqualTo(Locale.of("es"));
        assertThat(Languages.of("en,".repeat(200), Locale.of("es"))).isEqualTo(Locale.of("es"));
    }
}
