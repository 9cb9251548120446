package io.centralita.tenant.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When somebody is there, in the wall-clock time of the tenant.
///
/// @param weekly by day of the week; a day that is missing is closed
/// @param special take the place of the weekly hours; the first that fits a date counts
public record BusinessHours(Map<DayOfWeek, List<Span>> weekly, List<SpecialDays> special) {
    /// How far ahead an opening is looked for.
    private static final int HORIZON_DAYS = 370;

    public BusinessHours {
        var copy = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        weekly.forEach((day, spans) -> copy.put(day, List.copyOf(spans)));
        weekly = Collections.unmodifiableMap(copy);
        special = List.copyOf(special);
    }

    /// What is special about a date.
    public Optional<SpecialDays> specialOn(LocalDate date) {
        return special.stream().filter(one -> one.days().include(date)).findFirst();
    }

    /// The spans that begin on a date.
    public List<Span> on(LocalDate date) {
        return specialOn(date)
                .map(SpecialDays::open)
                .orElseGet(() -> weekly.getOrDefault(date.getDayOfWeek(), List.of()));
    }

    public boolean isOpen(ZonedDateTime at) {
        var date = at.toLocalDate();
        var time = at.toLocalTime();
        return on(date).stream().anyMatch(span -> span.contains(time))
                || on(date.minusDays(1)).stream().anyMatch(span -> span.reachesInto(time));
    }

    /// When they open next, later than the given time; empty where they do not within a year.
    public Optional<ZonedDateTime> nextOpening(ZonedDateTime after) {
        return Stream.iterate(after.toLocalDate(), date -> date.plusDays(1))
                .limit(HORIZON_DAYS)
                .flatMap(
                        date ->
                                on(date).stream()
                                        .map(Span::from)
                                        .sorted(Comparator.naturalOrder())
                                        .map(time -> date.atTime(time).atZone(after.getZone())))
                .filter(opening -> opening.isAfter(after))
                .findFirst();
    }
}
