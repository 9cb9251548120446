package io.centralita.engine.offline.ears;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanishPronunciationTest {
    private final SpanishPronunciation spanish =
            new SpanishPronunciation(Map.of("router", List.of("ráuter", "rúter")));

    @Test
    void spelling_gives_the_sounds_of_golden_words() {
        assertThat(SpanishSounds.of("cuántos")).containsExactly("k", "w", "a", "n", "t", "o", "s");
        assertThat(SpanishSounds.of("gateguái")).endsWith("g", "w", "a", "j");
        assertThat(SpanishSounds.of("guitarra")).containsExactly("g", "i", "t", "a", "rr", "a");
        assertThat(SpanishSounds.of("conexión"))
                .containsExactly("k", "o", "n", "e", "k", "s", "j", "o", "n");
        assertThat(SpanishSounds.of("hay")).containsExactly("a", "j");
        assertThat(SpanishSounds.of("llave")).containsExactly("ll", "a", "b", "e");
        assertThat(SpanishSounds.of("año")).containsExactly("a", "ny", "o");
        assertThat(SpanishSounds.of("quién")).containsExactly("k", "j", "e", "n");
        assertThat(SpanishSounds.of("lección")).containsExactly("l", "e", "k", "z", "j", "o", "n");
        assertThat(SpanishSounds.of("chico")).containsExactly("ch", "i", "k", "o");
    }

    @Test
    void the_first_variant_is_the_plain_one_and_others_follow() {
        assertThat(spanish.of("cero"))
                .startsWith(List.of("S", "EH", "R", "OW"))
                .contains(List.of("TH", "EY", "R", "OW"), List.of("S", "EH", "D", "OW"));
    }

    @Test
    void borrowed_words_are_said_the_ways_people_say_them() {
        assertThat(spanish.of("router"))
                .contains(List.of("R", "AW", "T", "EH", "R"), List.of("R", "UW", "T", "EH", "R"));
    }

    @Test
    void letters_without_a_vowel_are_spelled_out() {
        assertThat(spanish.of("dns").getFirst())
                .isEqualTo(List.of("D", "EH", "EH", "N", "EH", "EH", "S", "EH"));
    }
}
