package io.centralita.tool.clock;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.ResourceBundle;

/// Words a point in time as a person would say it: no digits, no abbreviations. Spanish for every
/// language that has no words of its own.
final class SpokenClock {
    private static final int LAST_NUMBER_IN_WORDS = 59;

    private final ResourceBundle words;

    private SpokenClock(ResourceBundle words) {
        this.words = words;
    }

    static SpokenClock in(Locale language) {
        var control =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        return new SpokenClock(
                ResourceBundle.getBundle("io.centralita.tool.clock.clock", language, control));
    }

    /// «Son las tres y veinticinco de la tarde.»
    String time(ZonedDateTime when) {
        int hour = when.getHour();
        int minute = when.getMinute();
        int hourOnDial = hour % 12 == 0 ? 12 : hour % 12;
        var pattern = hourOnDial == 1 ? "time.one" : "time.other";
        return words.getString(pattern)
                .replace("{hour}", words.getString("hour." + hourOnDial))
                .replace("{minute}", minutes(minute))
                .replace("{period}", words.getString("period." + hour));
    }

    private String minutes(int minute) {
        var own = "minute." + minute;
        if (words.containsKey(own)) {
            return words.getString(own);
        }
        return words.getString(minute < 10 ? "minute.few" : "minute.many")
                .replace("{n}", words.getString("number." + minute));
    }

    /// «Hoy es sábado, veintiuno de noviembre de dos mil veintiséis.»
    String date(ZonedDateTime when) {
        return words.getString("date")
                .replace("{weekday}", words.getString("weekday." + when.getDayOfWeek().getValue()))
                .replace("{day}", words.getString("day." + when.getDayOfMonth()))
                .replace("{month}", words.getString("month." + when.getMonthValue()))
                .replace("{year}", year(when.getYear()));
    }

    private String year(int year) {
        int inCentury = year - 2_000;
        return inCentury >= 10 && inCentury <= LAST_NUMBER_IN_WORDS
                ? words.getString("year").replace("{n}", words.getString("number." + inCentury))
                : Integer.toString(year);
    }
}
