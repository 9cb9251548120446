package io.centralita.call.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class BundledTextsTest {
    private static final Locale SPANISH = Locale.of("es");

    private final BundledTexts texts = new BundledTexts();

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(bundle(Locale.ENGLISH).keySet()).isEqualTo(bundle(SPANISH).keySet());
    }

    @Test
    void the_first_acknowledgement_is_the_one_of_the_contract() {
        assertThat(texts.variants("guard.looking-up", SPANISH))
                .first()
                .isEqualTo("Déjame consultar esa información.");
    }

    @Test
    void regional_languages_speak_their_own_and_unknown_ones_spanish() {
        assertThat(texts.text("call.greeting", Locale.of("es", "MX"))).startsWith("Hola");
        assertThat(texts.text("call.greeting", Locale.UK)).startsWith("Hello, I'm");
        assertThat(texts.text("call.greeting", Locale.of("fr"))).startsWith("Hola");
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle("io.centralita.call.text.spoken", language);
    }
}
