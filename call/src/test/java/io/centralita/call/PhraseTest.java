package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.text.BundledTexts;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhraseTest {
    private final BundledTexts texts = new BundledTexts();

    @ParameterizedTest
    @EnumSource
    void every_phrase_has_words_in_both_languages(Phrase phrase) {
        assertThat(texts.variants(phrase.key(), Locale.of("es"))).isNotEmpty().doesNotContain("");
        assertThat(texts.variants(phrase.key(), Locale.ENGLISH)).isNotEmpty().doesNotContain("");
    }
}
