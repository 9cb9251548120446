package io.centralita.channel.realtime;

import org.jspecify.annotations.Nullable;

/// Whoever is told what a WebSocket brings. Confined to its event loop.
interface Recipient {
    /// For logs.
    String id();

    void opened();

    /// An event of the peer. Whatever is wrong with it, the session goes on.
    void received(byte[] text, int length);

    /// @param eventId the peer's own id of what is wrong, null where it is not known
    void refuse(ProtocolError error, @Nullable String eventId);

    /// The connection is closed because the peer does not keep to what it must.
    void breakOff(int code, String reason);

    /// The connection is over.
    ///
    /// @param byPeer true where the peer closed it in order
    void gone(boolean byPeer, String detail);
}
