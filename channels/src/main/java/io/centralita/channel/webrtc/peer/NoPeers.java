package io.centralita.channel.webrtc.peer;

import java.util.List;
import java.util.concurrent.Executor;

/// No connections, because nobody wants any.
public final class NoPeers implements Peers {
    private static final Availability.Missing OFF =
            new Availability.Missing(Availability.Cause.SWITCHED_OFF, "WEBRTC=off", List.of());

    @Override
    public Availability availability() {
        return OFF;
    }

    @Override
    public Availability prepare() {
        return OFF;
    }

    @Override
    public Peer answer(String offer, Executor executor, PeerListener listener) throws PeerFailure {
        throw new PeerFailure(new PeerFailure.Reason.Unavailable(OFF));
    }

    @Override
    public PeerOffer offer(Executor executor, PeerListener listener) throws PeerFailure {
        throw new PeerFailure(new PeerFailure.Reason.Unavailable(OFF));
    }

    @Override
    public PeerCounts counts() {
        return new PeerCounts(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
