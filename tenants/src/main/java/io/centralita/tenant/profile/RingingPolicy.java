package io.centralita.tenant.profile;

import io.centralita.call.reception.Ringing;
import io.centralita.tenant.hours.Span;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;

/// How long callers hear ringing, and who of them is worth a session prepared meanwhile (C5).
///
/// @param time of [Ringing], 0 to 10 s
/// @param between times of day in which sessions are prepared; empty for the whole day
public record RingingPolicy(Ringing.Mode mode, Duration time, Warm warm, List<Span> between) {
    /// Three seconds, everybody.
    public static final RingingPolicy STANDARD =
            new RingingPolicy(Ringing.Mode.FIXED, Duration.ofSeconds(3), Warm.ALWAYS, List.of());

    /// Who is worth a prepared session.
    public enum Warm {
        ALWAYS,
        NEVER,
        /// Who has called before.
        KNOWN_CALLERS;

        /// As documents have it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public RingingPolicy {
        between = List.copyOf(between);
    }

    /// @param at wall-clock time of the tenant
    /// @param earlierCalls of this caller
    public Ringing decide(LocalTime at, int earlierCalls) {
        boolean worth =
                switch (warm) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case KNOWN_CALLERS -> earlierCalls > 0;
                };
        return new Ringing(mode, time, worth && (between.isEmpty() || isWithin(at)));
    }

    /// Spans here come round every day.
    private boolean isWithin(LocalTime at) {
        return between.stream()
                .anyMatch(
                        span ->
                                span.contains(at)
                                        || (!span.to().isAfter(span.from())
                                                && at.isBefore(span.to())));
    }

    /// As documents have it.
    public static String word(Ringing.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
