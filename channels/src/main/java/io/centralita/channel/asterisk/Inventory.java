package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriApplication;
import io.centralita.channel.asterisk.ari.AriBridge;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What there is in Asterisk at one moment.
///
/// @param channels all of them, by id
/// @param present ids of those in our application
record Inventory(Map<String, AriChannel> channels, Set<String> present, List<AriBridge> bridges) {
    Inventory {
        channels = Map.copyOf(channels);
        present = Set.copyOf(present);
        bridges = List.copyOf(bridges);
    }

    /// The channels in our application.
    Stream<AriChannel> here() {
        return channels.values().stream().filter(one -> present.contains(one.id()));
    }

    static Inventory of(Ari ari) throws AriFailure, InterruptedException {
        var present =
                new HashSet<>(ari.application().map(AriApplication::channels).orElse(List.of()));
        var bridges = ari.bridges();
        var channels =
                ari.channels().stream()
                        .collect(
                                Collectors.toMap(
                                        AriChannel::id, Function.identity(), (one, _) -> one));
        present.retainAll(channels.keySet());
        return new Inventory(channels, present, bridges);
    }
}
