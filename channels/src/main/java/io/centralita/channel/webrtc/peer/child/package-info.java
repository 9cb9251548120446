/// WebRTC connections in a process of their own: a fault of the library ends it, and the browser
/// calls in it, and nothing else.
///
/// [io.centralita.channel.webrtc.peer.child.ChildPeers] here,
/// [io.centralita.channel.webrtc.peer.child.PeerProcess] there, and between them a Unix socket with
/// [io.centralita.channel.webrtc.peer.child.Frame]s in both directions.
///
/// Threads here: one that reads and one that writes, `webrtc-process-…` (platform). There the same,
/// a virtual thread for each question that blocks, and one for the texts of each connection.
@NullMarked
package io.centralita.channel.webrtc.peer.child;

import org.jspecify.annotations.NullMarked;
