package io.centralita.channel.webrtc.peer;

/// `RTCPeerConnection.connectionState`, without its ends.
public enum PeerState {
    CONNECTING,
    CONNECTED,
    DISCONNECTED,
    FAILED
}
