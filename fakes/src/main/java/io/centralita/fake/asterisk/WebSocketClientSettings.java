package io.centralita.fake.asterisk;

import java.net.URI;
import java.time.Duration;

/// A section of `websocket_client.conf`.
///
/// @param attempts how often a connection for a call is tried
/// @param interval between two tries
public record WebSocketClientSettings(
        URI uri, String username, String password, int attempts, Duration interval) {
    /// As in the captures' configuration.
    public static WebSocketClientSettings to(URI uri) {
        return new WebSocketClientSettings(
                uri, "mediauser", "mediapass", 2, Duration.ofMillis(500));
    }
}
