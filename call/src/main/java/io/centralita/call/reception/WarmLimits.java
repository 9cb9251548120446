package io.centralita.call.reception;

import java.time.Duration;

/// How much may be prepared for callers who still hear ringing.
///
/// @param atOnce calls that ring and are prepared at a time, 0 for none; a further one is put
///   through without
/// @param unused how long one is kept for a caller who does not come, more than zero
public record WarmLimits(int atOnce, Duration unused) {
    public static final WarmLimits STANDARD = new WarmLimits(20, Duration.ofSeconds(30));

    public WarmLimits {
        if (atOnce < 0) {
            throw new IllegalArgumentException("atOnce must not be negative: " + atOnce);
        }
        if (unused.isNegative() || unused.isZero()) {
            throw new IllegalArgumentException("unused must be more than zero, not " + unused);
        }
    }
}
