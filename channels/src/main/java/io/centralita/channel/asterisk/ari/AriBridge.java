package io.centralita.channel.asterisk.ari;

import java.util.List;

/// One of Asterisk's bridges.
///
/// @param name as its maker wished; else empty
/// @param technology `simple_bridge` for example
/// @param channels ids of those in it
public record AriBridge(String id, String name, String technology, List<String> channels) {
    public AriBridge {
        channels = List.copyOf(channels);
    }
}
