package io.centralita.tenant.instructions;

import io.centralita.tenant.hours.BusinessHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values of [Variables] for one occasion.
final class Values {
    /// Special days that are said ahead.
    private static final int AHEAD_DAYS = 14;

    /// Of earlier calls; the latest say most.
    private static final int MOST_SUMMARIES = 20;

    private final Occasion occasion;
    private final Sayings sayings;
    private final Map<String, Object> values = new HashMap<>();

    private Values(Occasion occasion, Sayings sayings) {
        this.occasion = occasion;
        this.sayings = sayings;
    }

    static Map<String, Object> ofGreeting(Occasion occasion, Sayings sayings) {
        var all = new Values(occasion, sayings);
        all.everywhere();
        return all.values;
    }

    static Map<String, Object> ofInstructions(
            Occasion occasion, Sayings sayings, Selection selection) {
        var all = new Values(occasion, sayings);
        all.everywhere();
        all.instructionsOnly(selection);
        return all.values;
    }

    private void everywhere() {
        var company = occasion.tenant().company();
        var now = occasion.now();
        var caller = occasion.caller();
        values.put(
                "company",
                Map.of(
                        "name", company.name(),
                        "description", company.description(),
                        "phone", company.phone(),
                        "email", company.email(),
                        "web", company.web(),
                        "address", company.address()));
        values.put("open", occasion.isOpen());
        values.put("closed", !occasion.isOpen());
        values.put("today", sayings.date(now.toLocalDate()));
        values.put("time", sayings.time(now.toLocalTime()));
        var hours = occasion.tenant().presence().hours();
        if (hours != null && !occasion.isOpen()) {
            hours.nextOpening(now)
                    .ifPresent(
                            opening -> values.put("next_opening", sayings.opening(now, opening)));
        }
        values.put("known_caller", caller.calls() > 0);
        values.put(
                "caller",
                Map.of(
                        "name", caller.name(),
                        "calls", caller.calls(),
                        "notes", caller.notes(),
                        "summaries",
                                caller.summaries().stream()
                                        .limit(MOST_SUMMARIES)
                                        .map(text -> Map.of("summary", text))
                                        .toList()));
    }

    private void instructionsOnly(Selection selection) {
        var tenant = occasion.tenant();
        var company = tenant.company();
        values.put("house", occasion.house());
        values.put("information", selection.information());
        values.put(
                "has_contact",
                !(company.phone() + company.email() + company.web() + company.address()).isEmpty());
        var hours = tenant.presence().hours();
        values.put("has_hours", hours != null);
        values.put("hours", hours == null ? List.of() : hours(hours));
        switch (tenant.presence().whenClosed()) {
            case ASSIST -> values.put("assists_closed", true);
            case MESSAGE -> values.put("takes_message", true);
            case INFORM -> values.put("informs_only", true);
        }
        values.put("has_tools", occasion.hasTools());
        var transfers = tenant.reach().transfers();
        values.put("has_transfers", occasion.isOpen() && !transfers.isEmpty());
        values.put(
                "transfers",
                transfers.stream().map(target -> Map.of("name", target.name())).toList());
        values.put("has_faqs", !selection.faqs().isEmpty());
        values.put(
                "faqs",
                selection.faqs().stream()
                        .map(place -> tenant.knowledge().faqs().get(place))
                        .map(faq -> Map.of("question", faq.question(), "answer", faq.answer()))
                        .toList());
        values.put(
                "context",
                selection.context().stream()
                        .map(
                                text ->
                                        Map.<String, Object>of(
                                                "name", text.name(),
                                                "text", text.text(),
                                                "abridged", text.abridged()))
                        .toList());
    }

    /// A week from today, as it really is, and special days of the week after.
    private List<Map<String, String>> hours(BusinessHours hours) {
        var lines = new ArrayList<Map<String, String>>();
        var today = occasion.now().toLocalDate();
        for (int ahead = 0; ahead < AHEAD_DAYS; ahead++) {
            var date = today.plusDays(ahead);
            var special = hours.specialOn(date);
            if (special.isPresent()) {
                lines.add(line(sayings.special(date, special.get().name()), hours, date));
            } else if (ahead < 7) {
                lines.add(line(sayings.weekday(date), hours, date));
            }
        }
        return lines;
    }

    private Map<String, String> line(String day, BusinessHours hours, LocalDate date) {
        return Map.of("day", day, "times", sayings.times(hours.on(date)));
    }
}
