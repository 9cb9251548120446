package io.centralita.channel.caller;

import io.centralita.channel.caller.CallResult.Delivery;
import io.centralita.channel.caller.CallResult.DrySpell;
import java.util.ArrayList;
import java.util.List;

/// When audio arrived, held against a buffer that plays from the first byte on without a pause: the
/// strictest listener there can be. Times are nanoseconds since the stream's `start`. As long as
/// the call; confined to its event loop.
final class AudioArrivals {
    /// Of 8 kHz μ-law.
    private static final long NANOS_PER_BYTE = 125_000;

    private static final long NOTHING_YET = -1;

    private final List<DrySpell> dry = new ArrayList<>();
    private long messages;
    private long firstAt = NOTHING_YET;
    private long playedOutAt = NOTHING_YET;

    void arrived(int bytes, long atNanos) {
        if (messages == 0) {
            firstAt = atNanos;
        }
        messages++;
        if (playedOutAt == NOTHING_YET) {
            playedOutAt = atNanos;
        } else if (atNanos > playedOutAt) {
            dry.add(new DrySpell(playedOutAt, atNanos));
            playedOutAt = atNanos;
        }
        playedOutAt += bytes * NANOS_PER_BYTE;
    }

    /// What waited to be played is dropped; nobody waits for what follows.
    void cleared() {
        playedOutAt = NOTHING_YET;
    }

    Delivery delivery() {
        return new Delivery(messages, firstAt, dry);
    }
}
