package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerOffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// An offer of ours. The connection goes with it where it is the first one and is given up.
final class Offered implements PeerOffer {
    private final OnvoidPeer peer;
    private final String description;
    private final boolean first;
    private final AtomicBoolean accepted = new AtomicBoolean();

    Offered(OnvoidPeer peer, String description, boolean first) {
        this.peer = peer;
        this.description = description;
        this.first = first;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Peer accept(String answer) throws PeerFailure, InterruptedException {
        peer.accept(answer);
        accepted.set(true);
        return peer;
    }

    @Override
    public void close() {
        if (first && !accepted.get()) {
            peer.abandon();
        }
    }
}
