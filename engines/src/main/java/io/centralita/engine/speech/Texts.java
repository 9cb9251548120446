package io.centralita.engine.speech;

import java.util.ArrayList;
import java.util.List;

/// Texts as they are sent to be spoken. Stateless.
final class Texts {
    /// «Create speech», `input`.
    static final int LONGEST_INPUT = 4_096;

    /// No voice takes longer for a character, nor for a text of one.
    private static final double MOST_S_A_CHARACTER = 0.4;

    private static final double MOST_S_AT_ALL = 10;

    private Texts() {}

    /// The text in pieces that a server takes; none where there is nothing to say.
    static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var rest = text.strip();
        while (rest.length() > LONGEST_INPUT) {
            int space = rest.lastIndexOf(' ', LONGEST_INPUT);
            int end = space > 0 ? space : LONGEST_INPUT;
            if (space <= 0 && Character.isHighSurrogate(rest.charAt(end - 1))) {
                end--;
            }
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        pieces.add(rest);
        pieces.removeIf(piece -> piece.codePoints().noneMatch(Character::isLetterOrDigit));
        return pieces;
    }

    /// More samples than it can take to say the text.
    static long longest(String text, double speed) {
        double seconds = MOST_S_AT_ALL + MOST_S_A_CHARACTER * text.length();
        return Math.round(seconds / Math.min(speed, 1) * VoiceOptions.OPENAI_RATE_HZ);
    }
}
