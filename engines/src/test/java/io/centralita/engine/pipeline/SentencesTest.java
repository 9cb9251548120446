package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "El Sr. García y la Dra. Ruiz. Bien.|El Sr. García y la Dra. Ruiz.;Bien.",
                "Vino p. ej. Ana. Sí.|Vino p. ej. Ana.;Sí.",
                "Son las 3 p. m. en Madrid. Ya.|Son las 3 p. m. en Madrid.;Ya.",
                "Son las 3 p.m. Ya es tarde.|Son las 3 p.m.;Ya es tarde.",
                "Cables, routers, etc. se cambian. Hoy.|Cables, routers, etc. se cambian.;Hoy.",
                "Cables, routers, etc. Luego seguimos.|Cables, routers, etc.;Luego seguimos.",
                "En EE. UU. hay dos. Bien.|En EE. UU. hay dos.;Bien.",
                "Call Mr. Smith, e.g. today. Fine.|Call Mr. Smith, e.g. today.;Fine.",
                "Sale por 192.168.1.1. Otra cosa.|Sale por 192.168.1.1.;Otra cosa.",
                "Van 10.5 Mbps. ¿Algo más?|Van 10.5 Mbps.;¿Algo más?",
                "Hay 221. Y dos más.|Hay 221.;Y dos más.",
                "Dijo «hola». Luego se fue.|Dijo «hola».;Luego se fue.",
                "Dijo «hola.» Luego se fue.|Dijo «hola.»;Luego se fue.",
                "**Todo bien.** Seguimos.|**Todo bien.**;Seguimos.",
                "¿Sí?! Vale… bueno.|¿Sí?!;Vale…;bueno.",
                "1. Norte. 2. Sur.|1. Norte.;2. Sur.",
            })
    void sentences_end_where_they_end(String text, String sentences) {
        for (int step : new int[] {1, 3, 1_000}) {
            var cut = new Sentences();
            var said = new ArrayList<String>();
            for (int i = 0; i < text.length(); i += step) {
                said.addAll(cut.add(text.substring(i, Math.min(text.length(), i + step))));
            }
            said.addAll(cut.flush());
            assertThat(said).containsExactly(sentences.split(";"));
        }
    }

    @Test
    void a_sentence_without_end_is_cut_where_a_voice_may_breathe() {
        var cut = new Sentences();
        var said = new ArrayList<>(cut.add("palabra, ".repeat(30) + "y más ".repeat(60)));
        said.addAll(cut.flush());
        assertThat(said).hasSizeGreaterThan(2);
        assertThat(said).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(220));
        assertThat(said.getFirst()).endsWith("palabra,");
    }

    @Test
    void what_has_no_space_is_cut_between_whole_characters() {
        var cut = new Sentences();
        var said = new ArrayList<>(cut.add("a" + "😀".repeat(400)));
        said.addAll(cut.flush());
        assertThat(String.join("", said)).isEqualTo("a" + "😀".repeat(400));
        assertThat(said)
                .allSatisfy(part -> assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse());
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
