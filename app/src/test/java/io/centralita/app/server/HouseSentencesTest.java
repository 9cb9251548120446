package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.Phrase;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.LocalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HouseSentencesTest {
    private static final Locale SPANISH = Locale.of("es");

    private final BundledTexts texts = new BundledTexts();

    @Test
    void our_own_come_first_and_those_of_tools_in_the_same_language_after_them_each_once() {
        var ours = Phrase.sentences(texts, SPANISH);
        var sentences =
                new HouseSentences(
                        texts,
                        List.of(
                                new LocalizedText(Map.of("es", "Voy a mirar.", "en", "I look.")),
                                LocalizedText.NONE,
                                LocalizedText.of(SPANISH, "Voy a mirar."),
                                LocalizedText.of(SPANISH, ours.getFirst()),
                                LocalizedText.of(Locale.ENGLISH, "One moment.")),
                        false);

        var spanish = sentences.in(SPANISH);
        assertThat(spanish).startsWith(ours.toArray(String[]::new)).hasSize(ours.size() + 1);
        assertThat(spanish.getLast()).isEqualTo("Voy a mirar.");
        assertThat(sentences.in(Locale.ENGLISH)).endsWith("I look.", "One moment.");
    }
}
