package io.centralita.tenant.memory;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Puts what is known of a caller into words for a model: data with a frame around it that says so.
/// Nothing that was said in an earlier call can leave its quotation marks or begin a line, whatever
/// the tables hold.
public final class MemoryText {
    /// Room for a dozen facts and summaries.
    public static final int USUAL_LENGTH = 1_800;

    private MemoryText() {}

    /// @param zone of the tenant's days
    /// @param most characters; what does not fit is left out whole, the oldest first
    /// @return empty where not even how often they called fits
    public static String of(CallerMemory memory, Locale language, ZoneId zone, int most) {
        var last = memory.lastCall();
        if (memory.keepsNothing() || memory.calls() == 0 || last == null) {
            return "";
        }
        var texts = MemoryTexts.in(language);
        var days = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language);
        var lines = new Lines(most, texts.text("known.end"));
        if (!lines.add(texts.text("known.intro"))
                || !lines.add(
                        texts.text(
                                "known.calls",
                                Long.toString(memory.calls()),
                                days.format(last.atZone(zone))))) {
            return "";
        }
        var name = name(memory);
        if (!name.isEmpty()) {
            lines.add(texts.text("known.name", name));
        }
        for (var line : details(memory, texts, instant -> days.format(instant.atZone(zone)))) {
            if (!lines.add("- " + line)) {
                break;
            }
        }
        return lines.text();
    }

    /// Facts and summaries alone, for a template that has a frame of its own: each a line, quoted
    /// as in [#of], the latest first.
    ///
    /// @param most characters of all of them; what does not fit is left out whole
    public static List<String> notes(CallerMemory memory, Locale language, ZoneId zone, int most) {
        if (memory.keepsNothing()) {
            return List.of();
        }
        var days = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language);
        var notes = new ArrayList<String>();
        int room = most;
        for (var note :
                details(
                        memory,
                        MemoryTexts.in(language),
                        instant -> days.format(instant.atZone(zone)))) {
            room -= note.length() + 1;
            if (room < 0) {
                break;
            }
            notes.add(note);
        }
        return List.copyOf(notes);
    }

    /// The caller's name, as plain text; empty where it is not known.
    public static String name(CallerMemory memory) {
        return data(Objects.requireNonNullElse(memory.name(), ""), CallSummary.LONGEST_NAME);
    }

    private interface Days {
        String of(Instant instant);
    }

    /// Facts and summaries by turns: neither pushes the other out.
    private static List<String> details(CallerMemory memory, MemoryTexts texts, Days days) {
        var facts =
                memory.facts().stream()
                        .map(fact -> data(fact, CallSummary.LONGEST_FACT))
                        .filter(fact -> !fact.isEmpty())
                        .map(fact -> texts.text("known.fact", fact))
                        .iterator();
        var calls =
                memory.pastCalls().stream()
                        .map(
                                call ->
                                        texts.text(
                                                "known.call",
                                                days.of(call.startedAt()),
                                                data(call.summary(), CallSummary.LONGEST_SUMMARY)))
                        .iterator();
        var details = new ArrayList<String>();
        while (facts.hasNext() || calls.hasNext()) {
            if (calls.hasNext()) {
                details.add(calls.next());
            }
            for (int i = 0; i < 2 && facts.hasNext(); i++) {
                details.add(facts.next());
            }
        }
        return details;
    }

    private static String data(String text, int most) {
        return DataText.line(text, most);
    }

    /// Lines that fit, and the last one that always does.
    private static final class Lines {
        private final StringBuilder text = new StringBuilder();
        private final String end;
        private int room;

        Lines(int most, String end) {
            this.end = end;
            room = most - end.length();
        }

        boolean add(String line) {
            if (line.length() + 1 > room) {
                room = 0;
                return false;
            }
            text.append(line).append('\n');
            room -= line.length() + 1;
            return true;
        }

        String text() {
            return text + end;
        }
    }
}
