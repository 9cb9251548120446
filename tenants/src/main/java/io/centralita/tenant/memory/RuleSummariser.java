package io.centralita.tenant.memory;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Makes a summary without a model: what was said that is long enough to have been a wish, what was
/// looked up, and how the call ended; the name by how people say it. Never fails.
public final class RuleSummariser implements CallSummariser {
    private static final int WORDS_OF_A_WISH = 3;
    private static final int LONGEST_QUOTE = 90;
    private static final int MOST_LOOKED_UP = 3;
    private static final String ANSWERED = "answered";

    /// Ends of a tool call that are no failure.
    private static final Set<String> FINE = Set.of(ANSWERED, "cancelled", "refused");

    @Override
    public CallSummary summarise(HeardCall call) {
        var texts = MemoryTexts.in(call.language());
        var names = SpokenName.in(call.language());
        var said = call.saidByCaller();
        var sentences =
                Stream.of(
                                asked(said, texts),
                                lookedUp(call.report().tools(), texts),
                                failed(call.report().tools(), texts),
                                texts.text("rule.end." + end(call.report())))
                        .filter(sentence -> !sentence.isEmpty())
                        .toList();
        var name = said.reversed().stream().flatMap(text -> names.find(text).stream()).findFirst();
        return new CallSummary(name.orElse(null), List.of(), String.join(" ", sentences));
    }

    private static String asked(List<String> said, MemoryTexts texts) {
        if (said.isEmpty()) {
            return texts.text("rule.silent");
        }
        var wishes =
                said.stream()
                        .filter(text -> text.split("\\s+").length >= WORDS_OF_A_WISH)
                        .map(text -> DataText.line(text, LONGEST_QUOTE))
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
        return switch (wishes.size()) {
            case 0 -> "";
            case 1 -> texts.text("rule.asked.1", wishes.getFirst());
            default -> texts.text("rule.asked.2", wishes.getFirst(), wishes.getLast());
        };
    }

    private static String lookedUp(List<ToolUse> tools, MemoryTexts texts) {
        var topics = new LinkedHashSet<String>();
        for (var tool : tools) {
            if (tool.outcome().equals(ANSWERED) && topics.size() < MOST_LOOKED_UP) {
                var key = "tool." + tool.name();
                topics.add(texts.has(key) ? texts.text(key) : tool.name().replace('_', ' '));
            }
        }
        if (topics.isEmpty()) {
            return "";
        }
        var all = new ArrayList<>(topics);
        var last = all.removeLast();
        return texts.text(
                "rule.looked-up",
                all.isEmpty() ? last : texts.text("rule.and", String.join(", ", all), last));
    }

    private static String failed(List<ToolUse> tools, MemoryTexts texts) {
        return tools.stream().allMatch(tool -> FINE.contains(tool.outcome()))
                ? ""
                : texts.text("rule.failed");
    }

    private static String end(CallReport report) {
        var by = report.endedBy();
        var reason = Objects.requireNonNullElse(report.reason(), "");
        if (by == null) {
            return "fault";
        }
        if (by.equalsIgnoreCase(CallEnd.By.CALLER.name())) {
            return "hung-up";
        }
        if (by.equalsIgnoreCase(CallEnd.By.ASSISTANT.name())) {
            return reason.contains("transfer") ? "transfer" : "farewell";
        }
        if (reason.equals("idle")) {
            return "idle";
        }
        return reason.endsWith("limit") || reason.equals("max-duration") ? "limit" : "fault";
    }
}
