package io.centralita.tenant.record;

import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Call reports to try things with.
final class Reports {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Reports() {}

    static CallReport open(String id, Instant startedAt) {
        return report(id, startedAt, null);
    }

    static CallReport ended(String id, Instant startedAt) {
        return report(id, startedAt, startedAt.plusSeconds(30));
    }

    static CallReport of(CallReport report, String tenant) {
        return copy(report, tenant, report.from());
    }

    static CallReport caller(String id, Instant startedAt, String from) {
        return copy(ended(id, startedAt), "default", from);
    }

    /// A call that goes on, with so many turns.
    static CallReport talking(String id, Instant startedAt, int turns) {
        var said =
                IntStream.rangeClosed(1, turns)
                        .mapToObj(
                                i ->
                                        new CallReport.Turn(
                                                CallReport.Who.CALLER,
                                                "palabra " + i,
                                                i * 100L,
                                                i * 100L,
                                                null,
                                                false))
                        .toList();
        return copy(open(id, startedAt), "default", "+34600111222", said);
    }

    private static CallReport copy(CallReport report, String tenant, String from) {
        return copy(report, tenant, from, report.turns());
    }

    private static CallReport copy(
            CallReport report, String tenant, String from, List<CallReport.Turn> turns) {
        return new CallReport(
                report.id(),
                tenant,
                report.channel(),
                report.engine(),
                from,
                report.to(),
                report.startedAt(),
                report.answeredAt(),
                report.endedAt(),
                report.endedBy(),
                report.reason(),
                report.warm(),
                report.firstAudioMs(),
                report.longestDeadAirMs(),
                turns,
                report.tools(),
                report.audio(),
                report.usage(),
                report.cost());
    }

    private static CallReport report(String id, Instant startedAt, @Nullable Instant endedAt) {
        return new CallReport(
                id,
                "default",
                "twilio",
                "offline",
                "+34600111222",
                "+34910000000",
                startedAt,
                startedAt.plusMillis(120),
                endedAt,
                endedAt == null ? null : "CALLER",
                endedAt == null ? null : "hung-up",
                false,
                310L,
                900,
                List.of(
                        new CallReport.Turn(
                                CallReport.Who.CALLER,
                                "¿Cuántos clientes hay en router-146? :x ? '",
                                2_000,
                                4_000,
                                null,
                                false)),
                List.of(new CallReport.ToolUse("consultar_mikrotik", "{}", "answered", 41)),
                new CallReport.Audio(1_500, 1_490, 0, 1),
                Map.of("input_tokens", 12L),
                Map.of("EUR", new BigDecimal("0.0125")));
    }
}
