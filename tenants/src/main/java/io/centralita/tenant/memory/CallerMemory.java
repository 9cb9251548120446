package io.centralita.tenant.memory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one caller of one tenant. All of it is personal.
///
/// @param calls that are remembered, 0 or more
/// @param firstCall when the earliest of them began; null where there is none
/// @param lastCall when the latest of them began; null where there is none
/// @param name as the caller said it last; null where it is not known
/// @param facts the latest first
/// @param pastCalls with a summary, the latest first
/// @param keepsNothing the caller wants nothing to be kept of their calls
public record CallerMemory(
        String number,
        long calls,
        @Nullable Instant firstCall,
        @Nullable Instant lastCall,
        @Nullable String name,
        List<String> facts,
        List<PastCall> pastCalls,
        boolean keepsNothing) {
    public CallerMemory {
        facts = List.copyOf(facts);
        pastCalls = List.copyOf(pastCalls);
    }

    /// One earlier call.
    public record PastCall(String id, Instant startedAt, String summary) {}

    /// Nothing of it: it is personal.
    @Override
    public String toString() {
        return "CallerMemory[calls=%d]".formatted(calls);
    }
}
