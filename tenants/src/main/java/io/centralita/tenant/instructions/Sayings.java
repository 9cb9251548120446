package io.centralita.tenant.instructions;

import io.centralita.tenant.hours.Span;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Days and times in words, and the sentences a tenant has without writing any. Spanish or English.
final class Sayings {
    private static final int A_WEEK = 7;

    private final Locale language;
    private final ResourceBundle bundle;

    Sayings(Locale language) {
        this.language = isSpanish(language) ? Locale.of("es") : Locale.ENGLISH;
        bundle =
                ResourceBundle.getBundle(
                        "io.centralita.tenant.instructions.sentences",
                        this.language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// Whatever is not English is spoken to in Spanish, as everywhere in the house.
    private static boolean isSpanish(Locale language) {
        return !"en".equals(language.getLanguage());
    }

    Locale language() {
        return language;
    }

    /// As it stands; sentences are templates.
    String template(String key) {
        return bundle.getString(key);
    }

    String time(LocalTime time) {
        return time.format(pattern("time"));
    }

    String date(LocalDate date) {
        return date.format(pattern("date"));
    }

    String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, language);
    }

    /// A day that is not as others: its date, and its name where it has one.
    String special(LocalDate date, String name) {
        var day = date.format(pattern("date.short"));
        return name.isEmpty() ? day : text("day.name", day, name);
    }

    /// «mañana a las 9:00».
    String opening(ZonedDateTime now, ZonedDateTime opening) {
        var time = time(opening.toLocalTime());
        long days = opening.toLocalDate().toEpochDay() - now.toLocalDate().toEpochDay();
        if (days < 2) {
            return text(days == 0 ? "today" : "tomorrow", time);
        }
        return days < A_WEEK
                ? text("weekday", weekday(opening.toLocalDate()), time)
                : text("later", opening.format(pattern("date.short")), time);
    }

    String times(List<Span> spans) {
        return spans.isEmpty()
                ? text("closed")
                : spans.stream().map(this::span).collect(Collectors.joining(", "));
    }

    private String span(Span span) {
        return span.from().equals(span.to())
                ? text("whole-day")
                : text("span", time(span.from()), time(span.to()));
    }

    private DateTimeFormatter pattern(String key) {
        return DateTimeFormatter.ofPattern(bundle.getString(key), language);
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), language).format(arguments);
    }
}
