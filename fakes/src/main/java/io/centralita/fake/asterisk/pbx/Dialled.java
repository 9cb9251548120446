package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a channel of Asterisk's own making goes to.
public sealed interface Dialled {
    record Rtp(String host, int port, Format format) implements Dialled {}

    /// @param application the dial plan's `AudioSocket()`, not the channel driver
    record AudioSocket(
            String host, int port, UUID id, Format format, boolean application, Abilities abilities)
            implements Dialled {
        /// Of one that has all there is.
        public AudioSocket(String host, int port, UUID id, Format format, boolean application) {
            this(host, port, id, format, application, Abilities.ALL);
        }
    }

    /// chan_websocket.
    ///
    /// @param client of `websocket_client.conf`; null where the other side connects to us
    record WebSocket(
            @Nullable String client,
            String connectionId,
            WebSocketOptions options,
            Facts channel,
            Supplier<Map<String, String>> variables,
            Abilities abilities)
            implements Dialled {
        /// Of one that has all there is.
        public WebSocket(
                @Nullable String client,
                String connectionId,
                WebSocketOptions options,
                Facts channel,
                Supplier<Map<String, String>> variables) {
            this(client, connectionId, options, channel, variables, Abilities.ALL);
        }
    }

    /// A phone that somebody has.
    record Endpoint(String name, CallerId caller) implements Dialled {}

    /// Of the channel, for MEDIA_START.
    record Facts(String name, String id) {}
}
