package io.centralita.call.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/// Which calls somebody wants to see, newest first, a page at a time.
///
/// @param tenant empty for all
/// @param since the earliest start, included
/// @param until the latest start, excluded
/// @param limit how many at most, 1 to [#MOST]
/// @param after where the page before ended
public record CallQuery(
        Optional<String> tenant,
        Optional<Instant> since,
        Optional<Instant> until,
        int limit,
        Optional<Place> after) {
    public static final int MOST = 1_000;

    /// The order of pages: newest first, calls of the same millisecond by id.
    public static final Comparator<CallReport> ORDER =
            Comparator.<CallReport>comparingLong(report -> report.startedAt().toEpochMilli())
                    .reversed()
                    .thenComparing(CallReport::id);

    public CallQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ": " + limit);
        }
    }

    /// A day, which begins at midnight UTC, or an instant; empty for anything else.
    public static Optional<Instant> time(String text) {
        try {
            var instant =
                    text.length() == "2026-01-01".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
            var _ = instant.toEpochMilli(); // beyond what is stored
            return Optional.of(instant);
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /// The latest of all tenants.
    public static CallQuery latest(int limit) {
        return new CallQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), limit, Optional.empty());
    }

    /// What follows a page that ended with this call.
    public CallQuery after(CallReport last) {
        return new CallQuery(tenant, since, until, limit, Optional.of(Place.of(last)));
    }

    public boolean matches(CallReport report) {
        var started = report.startedAt().toEpochMilli();
        return tenant.map(report.tenant()::equals).orElse(true)
                && since.map(from -> started >= from.toEpochMilli()).orElse(true)
                && until.map(to -> started < to.toEpochMilli()).orElse(true)
                && after.map(place -> place.isBefore(report)).orElse(true);
    }

    /// A place in the order of calls.
    ///
    /// @param startedAt milliseconds since 1970
    public record Place(long startedAt, String id) {
        public static Place of(CallReport report) {
            return new Place(report.startedAt().toEpochMilli(), report.id());
        }

        /// Reads what [#toString] wrote; empty where it is something else.
        public static Optional<Place> parse(String text) {
            int point = text.indexOf('.');
            try {
                return point < 1
                        ? Optional.empty()
                        : Optional.of(
                                new Place(
                                        Long.parseLong(text, 0, point, 10),
                                        text.substring(point + 1)));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        boolean isBefore(CallReport report) {
            var started = report.startedAt().toEpochMilli();
            return started < startedAt || (started == startedAt && report.id().compareTo(id) > 0);
        }

        @Override
        public String toString() {
            return startedAt + "." + id;
        }
    }
}
