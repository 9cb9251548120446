package io.centralita.channel.webrtc;

import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.PeerStats.Pair;
import java.util.Locale;
import java.util.Optional;

/// How a browser's connection is doing, by what is asked of it now and then. Confined to one
/// thread.
final class Quality {
    /// One packet of audio is one frame of 20 ms.
    private PeerStats latest = PeerStats.NONE;

    /// @return frames that were lost on their way to us since the last time
    int told(PeerStats now) {
        long more = now.packetsLost() - latest.packetsLost();
        if (!now.equals(PeerStats.NONE)) {
            latest = now;
        }
        return Math.toIntExact(Math.clamp(more, 0, Integer.MAX_VALUE));
    }

    /// The kinds of candidates that audio takes, `host-srflx/udp` for example; no addresses.
    String way() {
        return latest.pair().map(Quality::words).orElse("unknown");
    }

    long lost() {
        return latest.packetsLost();
    }

    long lostThere() {
        return latest.packetsLostThere();
    }

    long jitterMs() {
        return latest.jitter().toMillis();
    }

    Optional<Long> roundTripMs() {
        return latest.roundTrip().map(time -> time.toMillis());
    }

    private static String words(Pair pair) {
        return "%s-%s/%s"
                .formatted(word(pair.local()), word(pair.remote()), pair.protocol())
                .toLowerCase(Locale.ROOT);
    }

    private static String word(PeerStats.CandidateType type) {
        return switch (type) {
            case HOST -> "host";
            case SERVER_REFLEXIVE -> "srflx";
            case PEER_REFLEXIVE -> "prflx";
            case RELAY -> "relay";
        };
    }
}
