package io.centralita.app.bench;

import io.centralita.call.record.CallReport;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallResult.DrySpell;
import java.util.List;
import org.HdrHistogram.Histogram;

/// How late audio was at callers' ears, message by message. A message is late by the time in which
/// the caller's buffer was dry inside a turn. The pause before a turn is nobody's lateness; from
/// the moment on at which the switchboard began the turn, it is.
///
/// Call reports count time from the leg's beginning, callers from the stream's `start`; on one
/// machine these are a millisecond apart, which is within the [#SLACK_MS].
final class Punctuality {
    private static final long SLACK_MS = 20;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Histogram lateness = new Histogram(LONGEST_NANOS, 3);
    private long dryNanos;
    private long drySpells;

    void add(CallResult.Delivery delivery, List<CallReport.Turn> turns) {
        var late = 0;
        for (var spell : delivery.dry()) {
            var nanos = lateNanos(spell, turns);
            lateness.recordValue(Math.min(nanos, LONGEST_NANOS));
            late++;
            if (nanos > 0) {
                drySpells++;
                dryNanos += nanos;
            }
        }
        lateness.recordValueWithCount(0, Math.max(0, delivery.messages() - late));
    }

    /// The part of a dry spell in which something should have sounded.
    static long lateNanos(DrySpell spell, List<CallReport.Turn> turns) {
        var fromMs = spell.fromNanos() / 1_000_000;
        var toMs = spell.toNanos() / 1_000_000;
        var begun =
                turns.stream()
                        .filter(turn -> turn.who() != CallReport.Who.CALLER)
                        .mapToLong(CallReport.Turn::startMs)
                        .filter(start -> start >= fromMs - SLACK_MS && start <= toMs + SLACK_MS)
                        .max();
        if (begun.isEmpty()) {
            return spell.toNanos() - spell.fromNanos();
        }
        var due = Math.max(spell.fromNanos(), begun.getAsLong() * 1_000_000);
        return Math.max(0, spell.toNanos() - due);
    }

    long messages() {
        return lateness.getTotalCount();
    }

    double worstMs() {
        return lateness.getMaxValue() / 1e6;
    }

    double percentileMs(double percent) {
        return lateness.getValueAtPercentile(percent) / 1e6;
    }

    long drySpells() {
        return drySpells;
    }

    double dryMs() {
        return dryNanos / 1e6;
    }
}
