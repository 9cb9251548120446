package io.centralita.network.question;

import java.util.List;

/// A word of a question, or several number words that make one number.
///
/// @param text the word, or the digits of all groups one after the other
/// @param spoken how many words were said for it
/// @param groups how a number was said: `uno cuarenta y seis` is 1 and 46; empty for other words
record Word(String text, List<String> groups, int spoken) {
    static Word of(String text) {
        return new Word(text, List.of(), 1);
    }

    static Word number(List<String> groups, int spoken) {
        return new Word(String.join("", groups), List.copyOf(groups), spoken);
    }

    boolean isNumber() {
        return !groups.isEmpty();
    }
}
