package io.centralita.tenant.form;

import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.hours.BusinessHours;
import io.centralita.tenant.hours.Days;
import io.centralita.tenant.hours.Span;
import io.centralita.tenant.hours.SpecialDays;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `hours`, and spans elsewhere.
final class HoursReader {
    static final int MOST_SPANS = 10;
    static final int MOST_SPECIAL = 400;

    private static final String SPECIAL = "special";
    private static final String CLOSED = "closed";
    private static final List<String> FIELDS =
            Stream.concat(Stream.of(DayOfWeek.values()).map(HoursReader::word), Stream.of(SPECIAL))
                    .toList();

    private final Findings findings;

    HoursReader(Findings findings) {
        this.findings = findings;
    }

    /// As documents have it.
    static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    Optional<BusinessHours> read(Part tenant) {
        return tenant.part("hours", FIELDS).map(this::hours);
    }

    private BusinessHours hours(Part part) {
        var weekly = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            var spans = spans(part, word(day));
            if (!spans.isEmpty()) {
                weekly.put(day, spans);
            }
        }
        var special = new ArrayList<SpecialDays>();
        for (var item : part.items(SPECIAL, MOST_SPECIAL)) {
            special(item).ifPresent(special::add);
        }
        return new BusinessHours(weekly, special);
    }

    private Optional<SpecialDays> special(Item item) {
        var part = Part.of(findings, item, List.of("day", "name", "open"));
        var day = part.needed("day", 40);
        if (day.isEmpty()) {
            return Optional.empty();
        }
        return part.value("day", Days::parse, Right.of("days"))
                .map(days -> new SpecialDays(days, part.text("name", 100), spans(part, "open")));
    }

    /// `closed` and an empty list are no spans at all.
    List<Span> spans(Part part, String name) {
        var spans = new ArrayList<Span>();
        for (var item : part.items(name, MOST_SPANS)) {
            if (!item.isValue() || !CLOSED.equals(item.text())) {
                part.value(item, Span::parse, Right.of("span")).ifPresent(spans::add);
            }
        }
        return spans;
    }
}
