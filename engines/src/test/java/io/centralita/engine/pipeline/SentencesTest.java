package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void a_sentence_is_whole_when_something_follows() {
        var sentences = new Sentences();
        assertThat(sentences.add("Hay 1")).isEmpty();
        assertThat(sentences.add("2.5 megas en 10.0.0.1.")).isEmpty();
        assertThat(sentences.add(" ¿Algo más?\nDime"))
                .containsExactly("Hay 12.5 megas en 10.0.0.1.", "¿Algo más?");
        assertThat(sentences.flush()).containsExactly("Dime");
        assertThat(sentences.flush()).isEmpty();
    }

    @Property
    void how_a_text_is_streamed_does_not_change_what_is_said(
            @ForAll @StringLength(max = 900) String text,
            @ForAll @IntRange(min = 1, max = 50) int step) {
        var streamed = new Sentences();
        var said = new ArrayList<String>();
        for (int i = 0; i < text.length(); i += step) {
            said.addAll(streamed.add(text.substring(i, Math.min(text.length(), i + step))));
        }
        said.addAll(streamed.flush());
        assertThat(letters(String.join("", said))).isEqualTo(letters(text));
    }

    private static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void heard_text_ends_at_a_word() {
        var heard = new HeardText();
        heard.begin("Hola a todos.");
        heard.sounds(Duration.ofSeconds(1).toNanos());
        heard.begin("Esto es una frase.");
        heard.sounds(Duration.ofSeconds(2).toNanos());
        assertThat(heard.until(Duration.ZERO)).isEmpty();
        assertThat(heard.until(Duration.ofMillis(500))).isEqualTo("Hola a");
        assertThat(heard.until(Duration.ofSeconds(1))).isEqualTo("Hola a todos.");
        assertThat(heard.until(Duration.ofSeconds(2))).isEqualTo("Hola a todos. Esto es");
        assertThat(heard.until(Duration.ofSeconds(9))).isEqualTo(heard.whole());
    }
}
