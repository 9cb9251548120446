package io.centralita.engine.openai;

/// Cuts a transcript that comes in pieces into sentences that can be shown.
final class Captions {
    private Captions() {}

    /// Where the last whole sentence after the given position ends; the position itself where there
    /// is none.
    static int endOfSentence(CharSequence text, int from) {
        for (int i = text.length() - 1; i > from; i--) {
            if (Character.isWhitespace(text.charAt(i)) && endsSentence(text.charAt(i - 1))) {
                return i;
            }
        }
        return from;
    }

    private static boolean endsSentence(char c) {
        return c == '.' || c == '!' || c == '?' || c == '…';
    }
}
