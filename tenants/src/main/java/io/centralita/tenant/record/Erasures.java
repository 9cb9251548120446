package io.centralita.tenant.record;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/// Callers who were erased a short while ago: their calls that still went on then are saved without
/// what is personal. Thread-safe.
final class Erasures {
    /// No call that began before lasts longer.
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    /// The oldest goes.
    private static final int MOST = 1_000;

    /// Guarded by this.
    private final Deque<Erasure> latest = new ArrayDeque<>();

    record Erasure(String tenant, Predicate<String> caller, Instant at) {
        boolean covers(CallReport report) {
            return report.tenant().equals(tenant)
                    && !report.startedAt().isAfter(at)
                    && caller.test(report.from());
        }
    }

    synchronized Erasure add(String tenant, Predicate<String> caller, Instant now) {
        latest.removeIf(erasure -> erasure.at().isBefore(now.minus(LONGEST_CALL)));
        if (latest.size() >= MOST) {
            latest.removeFirst();
        }
        var erasure = new Erasure(tenant, caller, now);
        latest.addLast(erasure);
        return erasure;
    }

    /// The report as it may be kept.
    synchronized CallReport applied(CallReport report) {
        return latest.stream().anyMatch(erasure -> erasure.covers(report))
                ? withoutPersonal(report)
                : report;
    }

    /// When, how long, how fast and at what cost remains; who, and what was said, does not.
    static CallReport withoutPersonal(CallReport report) {
        return new CallReport(
                report.id(),
                report.tenant(),
                report.channel(),
                report.engine(),
                "",
                report.to(),
                report.startedAt(),
                report.answeredAt(),
                report.endedAt(),
                report.endedBy(),
                report.reason(),
                report.warm(),
                report.firstAudioMs(),
                report.longestDeadAirMs(),
                report.turns().stream().map(Erasures::silenced).toList(),
                report.tools().stream()
                        .map(
                                tool ->
                                        new ToolUse(
                                                tool.name(),
                                                "{}",
                                                tool.outcome(),
                                                tool.ms(),
                                                tool.startMs()))
                        .toList(),
                report.audio(),
                report.usage(),
                report.cost(),
                null,
                report.heldMs(),
                null,
                report.moments());
    }

    private static Turn silenced(Turn turn) {
        return new Turn(
                turn.who(),
                "",
                turn.startMs(),
                turn.endMs(),
                turn.mouthToEarMs(),
                turn.interrupted(),
                turn.bargeInCutMs());
    }
}
