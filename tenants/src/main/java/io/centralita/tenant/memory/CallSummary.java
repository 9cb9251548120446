package io.centralita.tenant.memory;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is kept of one call. Whatever is put in becomes short lines of plain text.
///
/// @param name as the caller said it; null where they did not
/// @param facts about the caller that the next call may need
/// @param summary what was wanted and what came of it
public record CallSummary(@Nullable String name, List<String> facts, String summary) {
    public static final int LONGEST_NAME = 60;
    public static final int LONGEST_FACT = 140;
    public static final int MOST_FACTS = 6;
    public static final int LONGEST_SUMMARY = 320;

    public CallSummary {
        name = name == null ? null : DataText.line(name, LONGEST_NAME);
        if (Objects.equals(name, "")) {
            name = null;
        }
        facts =
                facts.stream()
                        .map(fact -> DataText.line(fact, LONGEST_FACT))
                        .filter(fact -> !fact.isEmpty())
                        .distinct()
                        .limit(MOST_FACTS)
                        .toList();
        summary = DataText.line(summary, LONGEST_SUMMARY);
    }

    /// Nothing of it: it is personal.
    @Override
    public String toString() {
        return "CallSummary[facts=%d]".formatted(facts.size());
    }
}
