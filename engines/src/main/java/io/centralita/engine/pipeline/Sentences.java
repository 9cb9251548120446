package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.List;

/// Cuts a streamed text into sentences as they become whole. Belongs to one thread.
final class Sentences {
    /// What is longer without an end is cut at a comma or a space, so that it can be spoken.
    static final int LONGEST = 220;

    /// A cut at a comma leaves at least this much to be spoken.
    private static final int SHORTEST_CUT = LONGEST / 3;

    private static final List<String> BREAKS = List.of("; ", ": ", ", ", " – ", " — ");

    /// What may stand between the end of a sentence and the space behind it.
    private static final String CLOSERS = "\"'”’»)]*_`~";

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
        var last = add("");
        take(rest.length(), last);
        return last;
    }

    private void take(int end, List<String> into) {
        String sentence = rest.substring(0, end).strip();
        rest.delete(0, end);
        if (!sentence.isEmpty()) {
            into.add(sentence);
        }
    }

    /// Where the first sentence ends, 0 where it is not whole yet.
    private int end() {
        int last = Math.min(rest.length(), LONGEST);
        for (int i = 0; i < last; i++) {
            char c = rest.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '.' || c == '!' || c == '?' || c == '…') {
                int end = afterClosers(i + 1);
                boolean spaceFollows =
                        end < rest.length() && Character.isWhitespace(rest.charAt(end));
                if (spaceFollows && !(c == '.' && FullStop.goesOn(rest, i, end))) {
                    return end;
                }
            }
        }
        return rest.length() <= LONGEST ? 0 : cut();
    }

    private int afterClosers(int from) {
        int end = from;
        while (end < rest.length() && CLOSERS.indexOf(rest.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private int cut() {
        int best = 0;
        for (var mark : BREAKS) {
            best = Math.max(best, rest.lastIndexOf(mark, LONGEST - 1) + mark.length() - 1);
        }
        if (best >= SHORTEST_CUT) {
            return best;
        }
        int space = rest.lastIndexOf(" ", LONGEST);
        if (space > 0) {
            return space;
        }
        return Character.isHighSurrogate(rest.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
