package io.centralita.app.settings;

import io.centralita.channel.webrtc.peer.PeerSettings;

/// Browser calls, as far as their audio's way is concerned.
///
/// @param wanted whether there are to be any, where this machine can; where not, nothing is loaded
/// @param apart whether they are in a process of their own
/// @param forwards whether callers are connected straight with an engine that can take them; never
///   where none are wanted
public record WebRtcSetup(boolean wanted, boolean apart, boolean forwards, PeerSettings peers) {
    /// For a server beside others of the same machine.
    WebRtcSetup alone() {
        return new WebRtcSetup(wanted, apart, forwards, peers.ports(0, 0));
    }
}
