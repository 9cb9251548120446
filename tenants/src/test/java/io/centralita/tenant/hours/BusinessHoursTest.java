package io.centralita.tenant.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessHoursTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static final BusinessHours HOURS =
            new BusinessHours(
                    Map.of(
                            DayOfWeek.MONDAY, spans("09:00-14:00", "16:00-19:00"),
                            DayOfWeek.FRIDAY, spans("22:00-02:00")),
                    List.of(
                            special("2026-12-28", "12:00-13:00"),
                            special("2026-12-20..2027-01-05"),
                            special("08-31")));

    /// 30 November 2026 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T08:59, false",
        "2026-11-30T09:00, true",
        "2026-11-30T13:59, true",
        "2026-11-30T14:00, false",
        "2026-11-30T16:00, true",
        "2026-12-01T10:00, false",
        "2026-12-04T23:00, true",
        "2026-12-05T01:59, true",
        "2026-12-05T02:00, false",
        "2026-12-04T01:00, false",
        "2026-12-21T10:00, false",
        "2026-12-28T12:30, true",
        "2026-12-28T10:00, false",
        "2027-01-04T10:00, false",
        "2027-01-11T10:00, true",
        "2026-08-31T10:00, false",
        "2027-08-31T10:00, false",
    })
    void open_by_the_week_and_by_the_calendar(LocalDateTime at, boolean open) {
        assertThat(HOURS.isOpen(at.atZone(MADRID))).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T08:00, 2026-11-30T09:00",
        "2026-11-30T09:00, 2026-11-30T16:00",
        "2026-11-30T20:00, 2026-12-04T22:00",
        "2026-12-19T10:00, 2026-12-28T12:00",
        "2026-12-28T13:00, 2027-01-08T22:00",
    })
    void the_next_opening_looks_past_holidays(LocalDateTime after, LocalDateTime opening) {
        assertThat(HOURS.nextOpening(after.atZone(MADRID))).contains(opening.atZone(MADRID));
    }

    @Test
    void who_never_opens_has_no_next_opening() {
        var never = new BusinessHours(Map.of(), List.of());

        assertThat(never.nextOpening(ZonedDateTime.now(MADRID))).isEmpty();
        assertThat(never.isOpen(ZonedDateTime.now(MADRID))).isFalse();
    }

    @Test
    void the_same_instant_is_open_in_one_zone_and_closed_in_another() {
        var instant = LocalDateTime.parse("2026-11-30T09:30").atZone(MADRID);

        assertThat(HOURS.isOpen(instant)).isTrue();
        assertThat(HOURS.isOpen(instant.withZoneSameInstant(ZoneId.of("Atlantic/Canary"))))
                .isFalse();
    }

    @Test
    void an_hour_that_the_clock_skips_does_not_hide_the_opening() {
        var sunday = new BusinessHours(Map.of(DayOfWeek.SUNDAY, spans("02:30-05:00")), List.of());
        var beforeTheChange = LocalDateTime.parse("2027-03-28T01:00").atZone(MADRID);

        assertThat(sunday.nextOpening(beforeTheChange))
                .contains(LocalDateTime.parse("2027-03-28T03:30").atZone(MADRID));
        assertThat(sunday.isOpen(LocalDateTime.parse("2027-03-28T03:30").atZone(MADRID))).isTrue();
    }

    /// At the next opening it is open, and nothing opens before it.
    @Property(tries = 500)
    void between_now_and_the_next_opening_nothing_begins(
            @ForAll @IntRange(max = 600_000) int minutes) {
        var now = LocalDate.of(2026, 6, 1).atStartOfDay(MADRID).plusMinutes(minutes);
        var opening = HOURS.nextOpening(now).orElseThrow();

        assertThat(HOURS.isOpen(opening)).isTrue();
        if (!HOURS.isOpen(now)) {
            assertThat(HOURS.isOpen(opening.minusMinutes(1))).isFalse();
            assertThat(
                            HOURS.isOpen(
                                    now.plusSeconds(
                                            (opening.toEpochSecond() - now.toEpochSecond()) / 2)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9-14", "25:00-26:00", "24:00-25:00", "09:00", "09:60-10:00", "", "a"})
    void what_is_no_span_is_none(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01", "2026-12-26..2026-12-24", "02-30", "navidad", ""})
    void what_are_no_days_are_none(String text) {
        assertThat(Days.parse(text)).isEmpty();
    }

    @Test
    void a_whole_day_has_no_gap() {
        var span = Span.parse("00:00-24:00").orElseThrow();
        var always = new BusinessHours(Map.of(DayOfWeek.MONDAY, List.of(span)), List.of());

        assertThat(span).hasToString("00:00-24:00");
        assertThat(always.isOpen(LocalDateTime.parse("2026-11-30T00:00").atZone(MADRID))).isTrue();
        assertThat(always.isOpen(LocalDateTime.parse("2026-11-30T23:59").atZone(MADRID))).isTrue();
        assertThat(always.isOpen(LocalDateTime.parse("2026-12-01T00:00").atZone(MADRID))).isFalse();
    }

    private static List<Span> spans(String... texts) {
        return List.of(texts).stream().map(text -> Span.parse(text).orElseThrow()).toList();
    }

    private static SpecialDays special(String days, String... open) {
        return new SpecialDays(Days.parse(days).orElseThrow(), "", spans(open));
    }
}
