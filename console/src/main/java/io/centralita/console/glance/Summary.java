package io.centralita.console.glance;

import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `GET /api/summary` says. Fields may be added, none renamed.
///
/// @param until where it ends, excluded
/// @param failed calls whose caller was let down
/// @param deadAirMs each call's longest
/// @param reasons of ends, and how many calls ended so
/// @param by hours or days, every one there is
/// @param truncated more calls began in that time than are counted: the latest are
record Summary(
        Instant since,
        Instant until,
        int calls,
        int failed,
        Spread firstAudioMs,
        Spread mouthToEarMs,
        Spread deadAirMs,
        Spread lengthMs,
        Map<String, BigDecimal> cost,
        Map<String, Integer> reasons,
        List<Part> by,
        boolean truncated) {
    enum Unit {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Unit(ChronoUnit unit) {
            this.unit = unit;
        }

        private ZonedDateTime floor(ZonedDateTime time) {
            return time.truncatedTo(unit);
        }

        private ZonedDateTime next(ZonedDateTime time) {
            return time.plus(1, unit);
        }
    }

    /// An hour, or a day.
    record Part(Instant at, int calls, int failed, Spread firstAudioMs, Spread mouthToEarMs) {}

    /// @param zone whose hours and days are meant
    static Summary of(
            List<CallReport> calls,
            Instant since,
            Instant until,
            Unit unit,
            ZoneId zone,
            boolean truncated) {
        var all = new Tally();
        var parts = new TreeMap<Instant, Tally>();
        for (var at = unit.floor(since.atZone(zone));
                at.toInstant().isBefore(until);
                at = unit.next(at)) {
            parts.put(at.toInstant(), new Tally());
        }
        for (var call : calls) {
            all.add(call);
            var part = parts.floorEntry(call.startedAt());
            if (part != null) {
                part.getValue().add(call);
            }
        }
        var by = new ArrayList<Part>(parts.size());
        parts.forEach(
                (at, tally) ->
                        by.add(
                                new Part(
                                        at,
                                        tally.calls(),
                                        tally.failed(),
                                        tally.firstAudio(),
                                        tally.mouthToEar())));
        return new Summary(
                since,
                until,
                all.calls(),
                all.failed(),
                all.firstAudio(),
                all.mouthToEar(),
                all.deadAir(),
                all.lengths(),
                all.cost(),
                all.reasons(),
                List.copyOf(by),
                truncated);
    }
}
