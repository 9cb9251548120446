package io.centralita.fake.asterisk.pbx;

/// Makes what is behind the channels that Asterisk opens itself.
public interface Technologies {
    /// Begins; how it goes is told to the line, not before this returns.
    Technology open(Dialled dialled, Line line);

    /// Whether `websocket_client.conf` has it.
    boolean hasWebSocketClient(String name);

    /// Whether such a phone is registered.
    boolean hasEndpoint(String name);
}
