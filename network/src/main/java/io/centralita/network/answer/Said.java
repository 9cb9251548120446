package io.centralita.network.answer;

/// An answer in words.
///
/// @param asked routers that were read for it
/// @param answered those of them that gave something
public record Said(String text, int asked, int answered) {
    static Said without(String text) {
        return new Said(text, 0, 0);
    }
}
