package io.centralita.fake.asterisk.pbx;

import java.util.List;

/// What exists: after all calls are over, what somebody forgot.
///
/// @param channels by name
/// @param bridges by id
public record Leftovers(List<String> channels, List<String> bridges) {
    public Leftovers {
        channels = List.copyOf(channels);
        bridges = List.copyOf(bridges);
    }

    public boolean isEmpty() {
        return channels.isEmpty() && bridges.isEmpty();
    }
}
