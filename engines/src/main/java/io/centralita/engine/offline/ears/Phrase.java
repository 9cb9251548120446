package io.centralita.engine.offline.ears;

import java.util.List;

/// A piece of a grammar.
sealed interface Phrase {
    /// @param cost what hearing this word must make up for, in nats; 0 for words that are expected
    record Word(String text, float cost) implements Phrase {}

    record Sequence(List<Phrase> parts) implements Phrase {}

    record Choice(List<Phrase> options) implements Phrase {}

    /// Something to know about a sentence that takes this way; says nothing.
    record Tag(String key, String value) implements Phrase {}

    /// Spoken one way, written another.
    ///
    /// @param slot where the written form is also an answer to a question of the meaning; empty if
    ///   not
    record Written(Phrase spoken, String text, String slot) implements Phrase {}

    /// A spoken number, written in digits, which are also the value of a slot.
    record Digits(Phrase spoken, String slot) implements Phrase {}

    Phrase NOTHING = new Sequence(List.of());

    static Phrase words(String text) {
        return words(text, 0);
    }

    static Phrase words(String text, float cost) {
        return new Sequence(
                List.of(text.split(" ", -1)).stream().<Phrase>map(w -> new Word(w, cost)).toList());
    }

    static Phrase optional(Phrase phrase) {
        return new Choice(List.of(phrase, NOTHING));
    }
}
