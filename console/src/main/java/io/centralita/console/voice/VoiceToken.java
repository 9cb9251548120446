package io.centralita.console.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a tenant's server vouches for: somebody may begin one call to it, soon.
///
/// @param id nobody else's
/// @param origin the only page it is good on; empty for all that the tenant names
/// @param language the caller's; empty for the tenant's
/// @param caller how the assistant may call them; personal
/// @param expires when it cannot begin a call any more
record VoiceToken(
        String id,
        String tenant,
        Optional<String> origin,
        Optional<Locale> language,
        Optional<String> caller,
        Instant issued,
        Instant expires) {
    /// How long it may still say something about the call that it has begun.
    private static final Duration LONGEST_CALL = Duration.ofHours(24);

    boolean canBegin(Instant now) {
        return now.isBefore(expires);
    }

    boolean isForgotten(Instant now) {
        return !now.isBefore(issued.plus(LONGEST_CALL));
    }

    /// Whom a call belongs to that it has begun.
    String holder() {
        return "token:" + id;
    }
}
