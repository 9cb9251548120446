package io.centralita.channel.webrtc.peer;

/// Why a connection is over.
public enum PeerEnd {
    /// [Peer#close].
    CLOSED("closed"),
    /// It never stood, or not for a long while ([PeerSettings#patience]).
    NOT_CONNECTED("not-connected"),
    /// The listener fell behind.
    LISTENER_STALLED("listener-stalled"),
    /// The library failed, or the process that it lives in.
    BROKEN("broken"),
    /// [Peers#close].
    SHUT_DOWN("shut-down");

    private final String word;

    PeerEnd(String word) {
        this.word = word;
    }

    /// For logs and metrics.
    public String word() {
        return word;
    }
}
