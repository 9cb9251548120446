package io.centralita.tenant.form;

import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.reception.RecordingRule;
import io.centralita.call.reception.Ringing;
import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.profile.MemoryPolicy;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.profile.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads `ringing`, `spending`, `memory`, `retention-days` and `recordings`.
final class TermsReader {
    private static final int LONGEST_DAYS = 3_650;

    private final HoursReader hours;

    TermsReader(Findings findings) {
        hours = new HoursReader(findings);
    }

    Terms read(Part tenant) {
        var ringing = tenant.part("ringing", List.of("mode", "seconds", "warm", "between"));
        var spending = tenant.part("spending", List.of("per-call", "per-day"));
        var memory = tenant.part("memory", List.of("enabled", "days"));
        return new Terms(
                ringing.map(this::ringing).orElse(null),
                spending.map(
                                part ->
                                        new SpendingCaps(
                                                part.amount("per-call").orElse(null),
                                                part.amount("per-day").orElse(null)))
                        .orElse(SpendingCaps.NONE),
                memory.map(TermsReader::memory).orElse(MemoryPolicy.STANDARD),
                tenant.number("retention-days", 1, LONGEST_DAYS).orElse(null),
                tenant.word("recordings", RecordingRule.values(), RecordingRule::word)
                        .orElse(null));
    }

    private static MemoryPolicy memory(Part part) {
        return new MemoryPolicy(
                part.flag("enabled").orElse(MemoryPolicy.STANDARD.enabled()),
                part.number("days", 1, LONGEST_DAYS).orElse(MemoryPolicy.STANDARD.days()));
    }

    private RingingPolicy ringing(Part part) {
        var standard = RingingPolicy.STANDARD;
        return new RingingPolicy(
                part.word("mode", Ringing.Mode.values(), RingingPolicy::word)
                        .orElse(standard.mode()),
                part.value("seconds", TermsReader::seconds, Right.of("seconds"))
                        .orElse(standard.time()),
                part.word("warm", RingingPolicy.Warm.values(), RingingPolicy.Warm::word)
                        .orElse(standard.warm()),
                hours.spans(part, "between"));
    }

    /// 0 to 10, to the millisecond.
    private static Optional<Duration> seconds(String text) {
        try {
            var time = Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
            return time.isNegative() || time.compareTo(Ringing.LONGEST) > 0
                    ? Optional.empty()
                    : Optional.of(time);
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }
}
