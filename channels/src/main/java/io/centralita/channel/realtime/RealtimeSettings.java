package io.centralita.channel.realtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How the endpoint meets its peers.
///
/// @param keys that a peer may show; without any, only direct requests from this machine are served
/// @param engine the name of the engine that serves, the model's name where a peer names none
/// @param voices that the engine knows by name
/// @param houseTools whether a session that declares no tools is offered the switchboard's own
public record RealtimeSettings(
        List<String> keys, String engine, Set<String> voices, boolean houseTools, Limits limits) {
    public RealtimeSettings {
        keys = List.copyOf(keys);
        voices = Set.copyOf(voices);
        if (keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a key must not be blank");
        }
    }

    /// For sessions from this machine alone.
    public static RealtimeSettings local(String engine) {
        return new RealtimeSettings(List.of(), engine, Set.of(), false, Limits.DEFAULT);
    }

    /// For callers in pages, who are offered the switchboard's tools like any other.
    public RealtimeSettings forPages() {
        return new RealtimeSettings(keys, engine, voices, true, limits);
    }

    /// Keys never print.
    @Override
    public String toString() {
        return "RealtimeSettings[keys=%d, engine=%s, voices=%s, houseTools=%s, limits=%s]"
                .formatted(keys.size(), engine, voices, houseTools, limits);
    }

    /// Bounds of time and room.
    ///
    /// @param firstEvent how long a peer may be connected and say nothing
    /// @param silence how long a peer may leave even pings unanswered
    /// @param stall how long the socket may refuse further events
    /// @param maxConnections WebSockets open at a time, those that are not calls yet included
    /// @param maxSecrets ephemeral keys that are valid at a time
    public record Limits(
            Duration firstEvent,
            Duration silence,
            Duration stall,
            int maxConnections,
            int maxSecrets) {
        public static final Limits DEFAULT =
                new Limits(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        1_000,
                        1_000);

        public Limits {
            if (firstEvent.isNegative() || silence.toMillis() < 3 || stall.isNegative()) {
                throw new IllegalArgumentException("limits of time must be positive");
            }
            if (maxConnections < 1 || maxSecrets < 1) {
                throw new IllegalArgumentException("limits of room must be at least 1");
            }
        }
    }
}
