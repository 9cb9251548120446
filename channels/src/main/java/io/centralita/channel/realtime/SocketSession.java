package io.centralita.channel.realtime;

import org.jspecify.annotations.Nullable;

/// A session that is a WebSocket's own: audio, events, and the end of both.
record SocketSession(RealtimeSession session, EventSocket socket) implements Recipient {
    @Override
    public String id() {
        return session.id();
    }

    @Override
    public void opened() {
        session.opened(socket);
    }

    @Override
    public void received(byte[] text, int length) {
        session.received(text, length, Rights.CLIENT);
    }

    @Override
    public void refuse(ProtocolError error, @Nullable String eventId) {
        session.refuse(error, eventId);
    }

    @Override
    public void breakOff(int code, String reason) {
        session.breakOff(code, reason);
    }

    @Override
    public void gone(boolean byPeer, String detail) {
        session.gone(byPeer, detail);
    }
}
