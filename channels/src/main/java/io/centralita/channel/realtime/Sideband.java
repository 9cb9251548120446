package io.centralita.channel.realtime;

import org.jspecify.annotations.Nullable;

/// A WebSocket that takes part in a session beside the caller (`?call_id=`): hears all its events
/// and sends events of its own. What it brings is handed over to the session's event loop; when it
/// is gone, the session goes on.
final class Sideband implements Recipient {
    private final TrackSession of;
    private final RealtimeSession session;
    private final EventSocket socket;

    Sideband(TrackSession of, RealtimeSession session, EventSocket socket) {
        this.of = of;
        this.session = session;
        this.socket = socket;
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public void opened() {
        of.execute(() -> session.joined(socket));
    }

    @Override
    public void received(byte[] text, int length) {
        of.execute(() -> session.received(text, length, Rights.CLIENT));
    }

    @Override
    public void refuse(ProtocolError error, @Nullable String eventId) {
        of.execute(() -> session.refuse(error, eventId));
    }

    @Override
    public void breakOff(int code, String reason) {
        socket.close(code, reason);
        gone(false, reason);
    }

    @Override
    public void gone(boolean byPeer, String detail) {
        of.execute(() -> session.left(socket));
    }
}
