package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhrasesTest {
    private final Phrases phrases =
            new Phrases("sigues (ahí|aquí) [todavía]|what's up", "hola|por favor");

    private boolean match(String said) {
        return phrases.match(Phrases.plain(said));
    }

    @Test
    void alternatives_and_what_may_be_missing() {
        assertThat(match("¿Sigues ahí?")).isTrue();
        assertThat(match("SIGUES AQUI, TODAVIA")).isTrue();
        assertThat(match("Hola, ¿sigues ahí, por favor?")).isTrue();
        assertThat(match("What’s up")).isTrue();
        assertThat(match("sigues")).isFalse();
        assertThat(match("sigues ahí ahí")).isFalse();
        assertThat(match("hola")).isFalse();
        assertThat(match("sigues ahínco")).isFalse();
        assertThat(match("")).isFalse();
    }

    @Test
    void more_words_than_a_phrase_has_are_none() {
        assertThat(match("hola ".repeat(22) + "sigues ahí")).isTrue();
        assertThat(match("hola ".repeat(100_000) + "sigues ahí")).isFalse();
    }
}
