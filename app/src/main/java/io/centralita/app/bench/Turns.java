package io.centralita.app.bench;

import io.centralita.app.bench.Listened.Asked;
import io.centralita.call.record.CallReport;
import io.centralita.channel.caller.CallResult;
import java.util.ArrayList;
import java.util.List;

/// Finds how long a caller waited for each answer of one call.
final class Turns {
    private Turns() {}

    /// What became of one question.
    sealed interface Outcome {
        /// @param waitMs from the end of the question to the answer, without the tool's time
        /// @param toolMs the tool's time
        record Answered(Question question, Asked asked, long waitMs, long toolMs)
                implements Outcome {}

        /// The switchboard filled the time of a slow tool: the wait is the tool's.
        record Bridged(Question question) implements Outcome {}

        /// No answer, or by another tool than the question's.
        record Missed(Question question) implements Outcome {}
    }

    /// @param questions as they were asked, in order
    static List<Outcome> of(
            List<Question> questions, List<Asked> asked, CallResult call, CallReport report) {
        var outcomes = new ArrayList<Outcome>();
        var nextTool = 0;
        for (var i = 0; i < asked.size(); i++) {
            var question = questions.get(i);
            var tool = question.kind().tool();
            var toolMs = 0L;
            if (!tool.isEmpty()) {
                var used = nextTool < report.tools().size() ? report.tools().get(nextTool) : null;
                if (used == null || !used.name().equals(tool)) {
                    outcomes.add(new Outcome.Missed(question));
                    continue;
                }
                nextTool++;
                toolMs = used.ms();
            }
            outcomes.add(outcome(question, asked.get(i), toolMs, call, report));
        }
        return outcomes;
    }

    private static Outcome outcome(
            Question question, Asked asked, long toolMs, CallResult call, CallReport report) {
        var answers = AnswerCheck.answers(asked, report);
        var heard =
                call.heard().stream()
                        .mapToLong(CallResult.Span::fromMs)
                        .filter(from -> from >= asked.endMs() && from < asked.untilMs())
                        .min();
        if (answers.isEmpty() || heard.isEmpty()) {
            return new Outcome.Missed(question);
        }
        var answerMs = answers.getFirst().startMs();
        var filler =
                report.turns().stream()
                        .filter(turn -> turn.who() == CallReport.Who.SWITCHBOARD)
                        .mapToLong(CallReport.Turn::startMs)
                        .anyMatch(start -> start >= asked.endMs() && start < answerMs);
        if (filler && question.kind() == Question.Kind.NETWORK) {
            return new Outcome.Bridged(question);
        }
        // A filler where none is due means a slow answer, which counts in full.
        var firstMs = filler ? Math.max(answerMs, heard.getAsLong()) : heard.getAsLong();
        return new Outcome.Answered(question, asked, firstMs - asked.endMs() - toolMs, toolMs);
    }
}
