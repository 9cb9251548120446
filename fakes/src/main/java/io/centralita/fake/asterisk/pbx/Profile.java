package io.centralita.fake.asterisk.pbx;

import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Map;

/// How this PBX is.
///
/// @param asteriskId in all events
/// @param stasisDelay from the answer to a request for a channel of ours to its first event; who
///   does not wait for its StasisStart is refused that long
/// @param sounds what can be played, by the name after `sound:`
/// @param seed of ids
public record Profile(
        String asteriskId,
        Duration stasisDelay,
        Map<String, Recording> sounds,
        long seed,
        Abilities abilities) {
    public Profile {
        sounds = Map.copyOf(sounds);
    }
}
