package io.centralita.channel.webrtc;

import io.centralita.channel.realtime.EventSocket;
import io.centralita.channel.webrtc.peer.Peer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session's events over the data channel. Messages wait at the peer, up to a megabyte; a page
/// that reads so little that more would have to wait is given up, as it would miss what it was not
/// told.
final class DataChannelSocket implements EventSocket {
    private static final Logger log = LoggerFactory.getLogger(DataChannelSocket.class);

    private final String call;
    private final Peer peer;
    private final Consumer<String> oddities;
    private final Runnable stalled;
    private final Consumer<String> closed;

    /// @param oddities counts what goes wrong with one message
    /// @param stalled the page does not read
    /// @param closed we are done, for this reason
    DataChannelSocket(
            String call,
            Peer peer,
            Consumer<String> oddities,
            Runnable stalled,
            Consumer<String> closed) {
        this.call = call;
        this.peer = peer;
        this.oddities = oddities;
        this.stalled = stalled;
        this.closed = closed;
    }

    @Override
    public void text(String message) {
        switch (peer.send(message)) {
            case TAKEN, NOT_OPEN -> {}
            case FULL -> stalled.run();
            case TOO_LONG -> {
                oddities.accept("event-too-long");
                log.atWarn()
                        .addKeyValue("call", call)
                        .addKeyValue("characters", message.length())
                        .log("event is too long for the page and is left out");
            }
        }
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        closed.accept(reason);
    }
}
