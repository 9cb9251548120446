package io.centralita.app.eval;

import io.centralita.call.record.CallReport;
import java.util.List;

/// What a judge found about one expectation.
///
/// @param line of the expectation; 0 where the scenario did not write it
/// @param expected in words
/// @param found what was so
/// @param atMs when, since the start of the call; [#NO_TIME] where that does not apply
/// @param heard what was said from where the expectation counts, where it was not met
public record Finding(
        int line,
        boolean passed,
        Note expected,
        Note found,
        long atMs,
        List<CallReport.Turn> heard) {
    static final long NO_TIME = -1;

    public Finding {
        heard = List.copyOf(heard);
    }

    static Finding of(int line, boolean passed, Note expected, Note found) {
        return new Finding(line, passed, expected, found, NO_TIME, List.of());
    }

    Finding at(long ms) {
        return new Finding(line, passed, expected, found, ms, heard);
    }

    Finding hearing(List<CallReport.Turn> turns) {
        return new Finding(line, passed, expected, found, atMs, turns);
    }
}
