package io.centralita.channel.webrtc.peer;

import java.time.Duration;
import java.util.Optional;

/// How a connection is doing (W3C webrtc-stats). Without addresses.
///
/// @param pair the way that audio takes; empty until it is found
/// @param roundTrip there and back, as ICE measures it
/// @param packetsReceived of audio
/// @param packetsLost of audio on its way to us
/// @param jitter of audio on its way to us
/// @param packetsSent of audio
/// @param packetsLostThere of audio on its way to the other side, as that reports
/// @param concealed audio that had to be made up, of [#heard]
/// @param heard audio received and played
public record PeerStats(
        Optional<Pair> pair,
        Optional<Duration> roundTrip,
        long packetsReceived,
        long packetsLost,
        Duration jitter,
        long packetsSent,
        long packetsLostThere,
        Duration concealed,
        Duration heard) {
    /// Nothing is known.
    public static final PeerStats NONE =
            new PeerStats(
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    Duration.ZERO,
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO);

    /// Two candidates that reach each other.
    ///
    /// @param protocol `udp` or `tcp`
    public record Pair(CandidateType local, CandidateType remote, String protocol) {}

    /// Kinds of candidates (RFC 8445 §4).
    public enum CandidateType {
        HOST,
        SERVER_REFLEXIVE,
        PEER_REFLEXIVE,
        RELAY
    }
}
