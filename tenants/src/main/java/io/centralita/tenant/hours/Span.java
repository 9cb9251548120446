package io.centralita.tenant.hours;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of a day between which somebody is there. One that does not end after it begins ends the
/// day after: `22:00-02:00`; `00:00-24:00` is a whole day.
///
/// @param from included
/// @param to not included
public record Span(LocalTime from, LocalTime to) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,2})[:.]([0-9]{2}) ?[-–] ?([0-9]{1,2})[:.]([0-9]{2})");

    /// Reads `09:00-14:00`; empty where it is none.
    public static Optional<Span> parse(String text) {
        var found = FORM.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var from = minutes(found, 1);
        var to = minutes(found, 3);
        if (from < 0 || from >= MINUTES || to < 0) {
            return Optional.empty();
        }
        return Optional.of(new Span(time(from), time(to % MINUTES)));
    }

    private static final int MINUTES = 24 * 60;

    /// Of the day, to 1440; negative where there is no such time.
    private static int minutes(Matcher found, int group) {
        int hour = Integer.parseInt(found.group(group));
        int minute = Integer.parseInt(found.group(group + 1));
        int all = hour * 60 + minute;
        return minute > 59 || all > MINUTES ? -1 : all;
    }

    private static LocalTime time(int minutes) {
        return LocalTime.of(minutes / 60, minutes % 60);
    }

    boolean endsNextDay() {
        return !to.isAfter(from);
    }

    /// On the day it begins.
    public boolean contains(LocalTime time) {
        return !time.isBefore(from) && (endsNextDay() || time.isBefore(to));
    }

    /// On the day after.
    boolean reachesInto(LocalTime time) {
        return endsNextDay() && time.isBefore(to);
    }

    /// As it is read: `09:00-14:00`.
    @Override
    public String toString() {
        return from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString());
    }
}
