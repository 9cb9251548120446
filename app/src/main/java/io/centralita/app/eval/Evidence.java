package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Expectation;
import io.centralita.media.Recording;
import java.util.List;
import java.util.Map;

/// What a call left behind, for the judges.
///
/// @param heard by the caller, from the start of the call to its end
/// @param answers what the source of an expectation said to its question, and when
record Evidence(
        Recording heard, Books books, Timetable times, Map<Expectation, List<Answer>> answers) {
    Evidence {
        answers = Map.copyOf(answers);
    }

    /// @param atMs since the start of the call
    record Answer(long atMs, String text) {}

    List<Answer> answersTo(Expectation expectation) {
        return answers.getOrDefault(expectation, List.of());
    }
}
