/// Ends of WebRTC connections: the port behind which the library for them is hidden.
/// [io.centralita.channel.webrtc.peer.Peers] is the port,
/// [io.centralita.channel.webrtc.peer.onvoid] its adapter.
///
/// What passes through is messages only, descriptions, audio, texts, states, so that an adapter may
/// have its connections in another process.
@NullMarked
package io.centralita.channel.webrtc.peer;

import org.jspecify.annotations.NullMarked;
