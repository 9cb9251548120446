package io.centralita.app.bench.silence;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallResult.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What is to be said of a call by what its caller heard.
///
/// @param deadAirMs the longest time for which the caller waited and heard nothing, from the
///   recording
/// @param firstAudioMs from the start of the stream
/// @param problems in words; empty where all is as it should be
record TrialVerdict(long deadAirMs, long firstAudioMs, String ended, List<String> problems) {
    /// The budget of a fresh installation, what an engine takes to find out that the caller has
    /// finished, and what two processes of a busy machine add.
    static final long MOST_MS = 2_500 + 500 + 300;

    TrialVerdict {
        problems = List.copyOf(problems);
    }

    /// @param saidMs when the caller's words began and ended
    /// @param mayApologise whether the call may end by an apology
    static TrialVerdict of(
            CallResult call, CallReport report, List<Span> saidMs, boolean mayApologise) {
        var problems = new ArrayList<String>();
        long deadAir = deadAir(call.heard(), saidMs);
        if (deadAir > MOST_MS) {
            problems.add("dead air of " + deadAir + " ms");
        }
        if (call.heard().isEmpty()) {
            problems.add("nothing was heard");
        }
        repetitions(report, problems);
        var ended = call.ending().by() == CallResult.By.CALLER ? "caller" : report.reason();
        if (call.ending().by() == CallResult.By.CALLER) {
            call.problems().forEach(problem -> problems.add(problem.toString()));
            if (!isAnswered(report)) {
                problems.add("no answer");
            }
        } else if (!mayApologise) {
            problems.add("the call was ended by " + report.endedBy());
        } else if (report.turns().isEmpty()
                || report.turns().getLast().who() != Who.SWITCHBOARD
                || report.turns().getLast().interrupted()) {
            problems.add("no last word before the end");
        }
        long first = call.heard().isEmpty() ? -1 : call.heard().getFirst().fromMs();
        return new TrialVerdict(deadAir, first, String.valueOf(ended), problems);
    }

    /// Waits are from the beginning to the first sound, and from the end of what the caller says to
    /// the last sound before they speak again or the call is over: what the caller takes for the
    /// end of an answer is one, if [#isAnswered] says so.
    private static long deadAir(List<Span> heard, List<Span> said) {
        long longest = 0;
        for (int wait = 0; wait <= said.size(); wait++) {
            long from = wait == 0 ? 0 : said.get(wait - 1).toMs();
            long to = wait == said.size() ? Long.MAX_VALUE : said.get(wait).fromMs();
            long silentSince = from;
            for (var span : heard) {
                if (span.toMs() > from && span.fromMs() < to) {
                    longest = Math.max(longest, span.fromMs() - silentSince);
                    silentSince = span.toMs();
                }
            }
        }
        return longest;
    }

    private static boolean isAnswered(CallReport report) {
        var asked = false;
        var answered = false;
        for (var turn : report.turns()) {
            asked |= turn.who() == Who.CALLER;
            answered = turn.who() != Who.CALLER && (answered || turn.who() == Who.ASSISTANT);
        }
        return asked && answered;
    }

    private static void repetitions(CallReport report, List<String> problems) {
        var whole = new HashSet<String>();
        var before = "";
        for (var turn : report.turns()) {
            if (turn.who() == Who.SWITCHBOARD && turn.text().equals(before)) {
                problems.add("said twice running: " + turn.text());
            }
            if (turn.who() == Who.ASSISTANT
                    && !turn.interrupted()
                    && !turn.text().isBlank()
                    && !whole.add(turn.text())) {
                problems.add("said twice: " + turn.text());
            }
            before = turn.text();
        }
    }
}
