package io.centralita.channel.asterisk.ari;

import java.util.List;

/// What Asterisk holds of an application.
///
/// @param channels ids of those that are in it or subscribed to
/// @param bridges ids likewise
public record AriApplication(String name, List<String> channels, List<String> bridges) {
    public AriApplication {
        channels = List.copyOf(channels);
        bridges = List.copyOf(bridges);
    }
}
