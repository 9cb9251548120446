package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.PacingClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/// A TCP connection of Vert.x.
///
/// After our last message the other side has a second to close: a socket that is closed while audio
/// still comes in is reset by the system, and over a reset Asterisk hangs the caller up even where
/// the dial plan would have gone on (measured).
final class NetLineSocket implements LineSocket {
    private static final long LINGER_MS = 1_000;

    private final NetSocket socket;
    private final PacingClock.Timers timers;
    private boolean over;

    /// @param queueBytes that may wait for the network before the socket counts as full
    NetLineSocket(NetSocket socket, PacingClock.Timers timers, int queueBytes) {
        this.socket = socket;
        this.timers = timers;
        socket.setWriteQueueMaxSize(queueBytes);
    }

    /// What becomes of a write is told by the socket's close handler.
    @Override
    public void write(Buffer message) {
        if (!over) {
            var _ = socket.write(message);
        }
    }

    @Override
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    @Override
    public void end(Buffer message) {
        if (over) {
            return;
        }
        over = true;
        if (socket.writeQueueFull()) {
            abandon();
        } else {
            var _ = socket.write(message);
            timers.after(LINGER_MS, this::abandon);
        }
    }

    @Override
    public void close() {
        over = true;
        abandon();
    }

    /// Vert.x would wait until all is written, which a peer that does not read makes for ever.
    private void abandon() {
        var _ = ((NetSocketInternal) socket).channelHandlerContext().close();
    }
}
