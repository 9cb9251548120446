package io.centralita.call.leg;

import org.jspecify.annotations.Nullable;

/// Where a leg takes what the caller is to hear. Called on the leg's network thread; never blocks.
public interface OutgoingAudio {
    /// The next 20 ms in the leg's format, or null where nothing is to be said just now.
    @Nullable OutgoingFrame next();
}
