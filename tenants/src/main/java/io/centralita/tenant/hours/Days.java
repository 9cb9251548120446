package io.centralita.tenant.hours;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.regex.Pattern;

/// Days of the calendar that are not as others of their weekday.
public sealed interface Days {
    boolean include(LocalDate date);

    /// From the first to the last, both included; the same for a single day.
    record Dates(LocalDate first, LocalDate last) implements Days {
        public Dates {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(last + " is before " + first);
            }
        }

        @Override
        public boolean include(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }

        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + ".." + last;
        }
    }

    /// The same day of every year.
    record Yearly(MonthDay day) implements Days {
        @Override
        public boolean include(LocalDate date) {
            return MonthDay.from(date).equals(day);
        }

        @Override
        public String toString() {
            return "%02d-%02d".formatted(day.getMonthValue(), day.getDayOfMonth());
        }
    }

    Pattern RANGE = Pattern.compile("([0-9-]+) ?\\.\\. ?([0-9-]+)");
    Pattern YEARLY = Pattern.compile("[0-9]{2}-[0-9]{2}");

    /// Reads `2026-12-25`, `2026-08-01..2026-08-15` or `12-25`; empty where it is none.
    static Optional<Days> parse(String text) {
        try {
            var written = text.strip();
            var range = RANGE.matcher(written);
            if (range.matches()) {
                return Optional.of(
                        new Dates(
                                LocalDate.parse(range.group(1)), LocalDate.parse(range.group(2))));
            }
            if (YEARLY.matcher(written).matches()) {
                return Optional.of(new Yearly(MonthDay.parse("--" + written)));
            }
            var day = LocalDate.parse(written);
            return Optional.of(new Dates(day, day));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
