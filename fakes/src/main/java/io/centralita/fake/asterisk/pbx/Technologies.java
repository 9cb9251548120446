package io.centralita.fake.asterisk.pbx;

import java.util.Collection;
import java.util.List;

/// Makes what is behind the channels that Asterisk opens itself.
public interface Technologies {
    /// Begins; how it goes is told to the line, not before this returns.
    Technology open(Dialled dialled, Line line);

    /// Whether `websocket_client.conf` has it.
    boolean hasWebSocketClient(String name);

    /// Of `pjsip.conf`.
    default Collection<String> endpoints() {
        return List.of();
    }

    /// Whether such a phone is registered.
    boolean hasEndpoint(String name);
}
