package io.centralita.engine.ladder;

import java.time.Duration;

/// How patient a ladder is.
///
/// @param opening how long one rung may take to open; all of them together have to fit into what
///   the call grants its engine
/// @param coolDown how long a rung that failed to open is left alone before one call tries it again
/// @param heldAudio caller audio kept while no rung listens; beyond it the oldest is dropped
public record LadderSettings(Duration opening, Duration coolDown, Duration heldAudio) {
    public static final LadderSettings DEFAULTS =
            new LadderSettings(Duration.ofSeconds(4), Duration.ofMinutes(1), Duration.ofSeconds(5));
}
