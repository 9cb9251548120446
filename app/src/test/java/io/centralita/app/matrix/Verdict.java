package io.centralita.app.matrix;

import io.centralita.app.matrix.CallerEar.Stretch;
import io.centralita.app.matrix.SoundBook.Who;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// What is to be said of a call by what its caller heard.
///
/// @param deadAir the longest time for which the caller waited for us and heard nothing, counted
///   from the last sound, theirs or ours
/// @param problems in words; empty where all is as it should be
record Verdict(Duration deadAir, List<String> problems) {
    /// The budget of a fresh installation.
    static final Duration BUDGET = Duration.ofMillis(2_500);

    /// What an engine takes to find out that the caller has finished, and a frame or two.
    static final Duration TOLERANCE = Duration.ofMillis(500);

    /// A time in which the caller waits for us, unless they hear us.
    private record Wait(long fromMs, long toMs) {}

    Verdict {
        problems = List.copyOf(problems);
    }

    static Verdict of(Cell cell, Outcome outcome) {
        var problems = new ArrayList<String>();
        if (outcome.struckMs() < 0) {
            problems.add("its moment never came");
        }
        var deadAir = deadAir(outcome, problems);
        repetitions(outcome, problems);
        end(cell, outcome, problems);
        leftovers(outcome, problems);
        return new Verdict(Duration.ofMillis(deadAir), problems);
    }

    private static long deadAir(Outcome outcome, List<String> problems) {
        long longest = 0;
        long at = 0;
        for (var wait : waits(outcome)) {
            long silentSince = wait.fromMs();
            for (var heard : outcome.heard()) {
                if (heard.toMs() > wait.fromMs() && heard.fromMs < wait.toMs()) {
                    if (heard.fromMs - silentSince > longest) {
                        longest = heard.fromMs - silentSince;
                        at = silentSince;
                    }
                    silentSince = heard.toMs();
                }
            }
            if (wait.toMs() - silentSince > longest) {
                longest = wait.toMs() - silentSince;
                at = silentSince;
            }
        }
        if (longest > BUDGET.plus(TOLERANCE).toMillis()) {
            problems.add("dead air of %.1f s from %.1f s on".formatted(longest / 1e3, at / 1e3));
        }
        return longest;
    }

    /// From the beginning, and from the end of whatever the caller says, until it is settled, or
    /// the caller speaks again, or the call is over.
    private static List<Wait> waits(Outcome outcome) {
        var waits = new ArrayList<Wait>();
        long from = 0;
        for (var said : outcome.said()) {
            waits.add(wait(from, said.fromMs(), outcome));
            from = said.toMs();
        }
        waits.add(wait(from, outcome.endedMs(), outcome));
        return waits;
    }

    private static Wait wait(long fromMs, long toMs, Outcome outcome) {
        var settled =
                outcome.heard().stream()
                        .filter(one -> one.toMs() > fromMs && one.isLast())
                        .filter(one -> Dialogue.settles(one.sound.text(), fromMs > 0))
                        .mapToLong(Stretch::toMs)
                        .findFirst();
        return new Wait(fromMs, Math.min(toMs, settled.orElse(toMs)));
    }

    private static void repetitions(Outcome outcome, List<String> problems) {
        var wholes = new HashSet<String>();
        Map<SoundBook.Sound, Integer> heardUpTo = new HashMap<>();
        Stretch before = null;
        for (var heard : outcome.heard()) {
            var sound = heard.sound;
            boolean ours = sound.who == Who.SWITCHBOARD;
            if (ours && heard.firstFrame == 0) {
                heardUpTo.remove(sound); // a sentence of ours is the same sound each time
            }
            int expected = heardUpTo.getOrDefault(sound, 0);
            if (heard.firstFrame < expected) {
                problems.add("audio is heard twice: " + heard);
            } else if (heard.firstFrame > expected) {
                problems.add("audio is left out: " + heard);
            }
            heardUpTo.put(sound, heard.lastFrame() + 1);
            if (before != null
                    && before.isLast()
                    && heard.firstFrame == 0
                    && before.sound.text().equals(sound.text())) {
                problems.add("said twice running: " + heard);
            }
            if (!ours
                    && heard.isLast()
                    && !sound.text().equals(Dialogue.WORKING)
                    && !wholes.add(sound.text())) {
                problems.add("said twice: " + heard);
            }
            before = heard;
        }
    }

    private static void end(Cell cell, Outcome outcome, List<String> problems) {
        if (outcome.content()) {
            return;
        }
        if (outcome.impatient()) {
            problems.add("the caller gave up at %.1f s".formatted(outcome.endedMs() / 1e3));
            return;
        }
        var end = outcome.end();
        if (end == null) {
            problems.add("the call never ended");
            return;
        }
        var how = end.by() + " " + end.reason();
        if (!cell.mayEndByApology()) {
            problems.add("the call is ended by " + how);
        }
        var last = outcome.heard().isEmpty() ? null : outcome.heard().getLast();
        if (last == null || last.sound.who != Who.SWITCHBOARD || !last.isLast()) {
            problems.add("no whole last word of ours before the end by " + how);
        }
    }

    private static void leftovers(Outcome outcome, List<String> problems) {
        var left = outcome.leftovers();
        if (left.calls() > 0) {
            problems.add("the call is still there");
        }
        if (left.waiting() > 0) {
            problems.add(left.waiting() + " threads are left");
        }
        if (left.strangeFrames() > 0) {
            problems.add(left.strangeFrames() + " frames are nothing that was said");
        }
        if (!left.oddities().isEmpty()) {
            problems.add("oddities on the line: " + left.oddities());
        }
        left.faults().forEach(fault -> problems.add("fault: " + fault.getMessage()));
        if (outcome.report().filter(report -> report.endedAt() != null).isEmpty()) {
            problems.add("there is no report");
        }
    }
}
