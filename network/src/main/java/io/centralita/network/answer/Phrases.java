package io.centralita.network.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/// The sentences of one language, and numbers as a voice can read them.
final class Phrases {
    /// Names in a list on the telephone; what is left is counted.
    static final int NAMED = 5;

    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    private final Locale language;
    private final ResourceBundle bundle;

    Phrases(Locale language) {
        this.language = language;
        this.bundle =
                ResourceBundle.getBundle(
                        "io.centralita.network.answer.phrases",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String say(String key, Object... values) {
        var texts = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(key), language).format(texts);
    }

    /// The phrase for this many: `key.zero` where there is one, `key.one` or `key.many`; the number
    /// is `{0}`.
    String count(String key, long number, Object... more) {
        var values = new ArrayList<Object>(List.of(number));
        values.addAll(List.of(more));
        var zero = number == 0 && bundle.containsKey(key + ".zero");
        var form = zero ? ".zero" : number == 1 ? ".one" : ".many";
        return say(key + form, values.toArray());
    }

    /// «a, b y c», at most [#NAMED] of them and how many more there are.
    String list(List<String> items) {
        return list(items, NAMED, ", ");
    }

    /// As [#list], for items that contain commas themselves.
    String clauses(List<String> items) {
        return list(items, NAMED, "; ");
    }

    String list(List<String> items, int named, String separator) {
        // One more is named rather than counted: "and 1 more" is as long as a name.
        if (items.size() > named + 1) {
            var shown = String.join(separator, items.subList(0, named));
            return shown + say("list.more", items.size() - named);
        }
        if (items.size() < 2) {
            return String.join("", items);
        }
        var last = items.getLast();
        var comma = separator.equals("; ") ? ";" : "";
        var and = comma + and(last);
        return String.join(separator, items.subList(0, items.size() - 1)) + and + last;
    }

    /// Spanish «e» before an i sound.
    private String and(String next) {
        var start = next.toLowerCase(language);
        var soft = start.startsWith("i") || start.startsWith("hi");
        return say(soft ? "list.and.soft" : "list.and");
    }

    /// «84,3 megabits por segundo»
    String rate(long bitsPerSecond) {
        return say(unit(bitsPerSecond), amount(bitsPerSecond));
    }

    private static String unit(long bitsPerSecond) {
        if (bitsPerSecond >= GIGA) {
            return "rate.giga";
        }
        return bitsPerSecond >= MEGA ? "rate.mega" : "rate.kilo";
    }

    private String amount(long bitsPerSecond) {
        if (bitsPerSecond >= GIGA) {
            return decimal(bitsPerSecond, GIGA, 2);
        }
        return bitsPerSecond >= MEGA
                ? decimal(bitsPerSecond, MEGA, 1)
                : decimal(bitsPerSecond, KILO, 0);
    }

    private String decimal(long value, long unit, int digits) {
        var rounded =
                BigDecimal.valueOf(value)
                        .divide(BigDecimal.valueOf(unit), digits, RoundingMode.HALF_UP);
        var plain = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return plain.replace('.', say("decimal").charAt(0));
    }

    /// «35 días y 4 horas»: the two largest units.
    String duration(Duration length) {
        var parts = new ArrayList<String>();
        if (length.toDays() > 0) {
            parts.add(count("days", length.toDays()));
        }
        if (length.toHoursPart() > 0) {
            parts.add(count("hours", length.toHoursPart()));
        }
        if (length.toDays() == 0 && length.toMinutesPart() > 0) {
            parts.add(count("minutes", length.toMinutesPart()));
        }
        return parts.isEmpty()
                ? say("minutes.few")
                : list(parts.subList(0, Math.min(2, parts.size())));
    }

    /// «recibe 84,3 y envía 12,1 megabits por segundo»: the unit once where it is the same.
    String traffic(long rxBitsPerSecond, long txBitsPerSecond) {
        if (unit(rxBitsPerSecond).equals(unit(txBitsPerSecond))) {
            return say("traffic.both", amount(rxBitsPerSecond), rate(txBitsPerSecond));
        }
        return say("traffic.both", rate(rxBitsPerSecond), rate(txBitsPerSecond));
    }

    /// A name as it is spoken: `ana.ruiz` is «ana ruiz».
    static String spoken(String name) {
        return name.replaceAll("[._<>-]+", " ").strip();
    }
}
