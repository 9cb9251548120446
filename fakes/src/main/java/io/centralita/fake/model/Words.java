package io.centralita.fake.model;

/// Cuts text into the pieces that deltas carry. Stateless.
final class Words {
    private static final int PIECE = 12;

    private Words() {}

    /// Where the piece that starts there ends: after a space, or somewhere in a long word.
    static int end(String text, int start) {
        int limit = Math.min(text.length(), start + PIECE);
        if (limit == text.length()) {
            return limit;
        }
        int space = text.lastIndexOf(' ', limit - 1);
        int end = space < start ? limit : space + 1;
        return Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }
}
