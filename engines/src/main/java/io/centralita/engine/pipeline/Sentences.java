package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.List;

/// Cuts a streamed text into sentences as they become whole. Belongs to one thread.
final class Sentences {
    /// What is longer without an end is cut at a comma or a space, so that it can be spoken.
    private static final int LONGEST = 220;

    private final StringBuilder rest = new StringBuilder();

    /// The sentences that this text completes. The end of a sentence is known by what follows it.
    List<String> add(String delta) {
        rest.append(delta);
        var whole = new ArrayList<String>();
        for (int end = end(); end > 0; end = end()) {
            take(end, whole);
        }
        return whole;
    }

    /// What is left when nothing follows.
    List<String> flush() {
        var last = new ArrayList<String>();
        take(rest.length(), last);
        return last;
    }

    private void take(int end, List<String> into) {
        String sentence = rest.substring(0, end).strip();
        rest.delete(0, end);
        if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
            into.add(sentence);
        }
    }

    /// Where the first sentence ends, 0 where it is not whole yet.
    private int end() {
        for (int i = 0; i + 1 < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean ends = c == '.' || c == '!' || c == '?' || c == '…';
            if (c == '\n' || (ends && Character.isWhitespace(rest.charAt(i + 1)))) {
                return i + 1;
            }
        }
        if (rest.length() <= LONGEST) {
            return 0;
        }
        int comma = rest.lastIndexOf(", ", LONGEST);
        int space = rest.lastIndexOf(" ", LONGEST);
        return comma > 0 ? comma + 1 : space > 0 ? space + 1 : LONGEST;
    }
}
