package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.PeerStats.CandidateType;
import io.centralita.channel.webrtc.peer.PeerStats.Pair;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Reads the library's report (W3C webrtc-stats; times are seconds).
final class StatsReader {
    private static final double NANOS = 1e9;

    private StatsReader() {}

    static PeerStats read(RTCStatsReport report) {
        return read(report.getStats());
    }

    static PeerStats read(Map<String, RTCStats> stats) {
        var all = stats.values();
        var pair =
                first(all, RTCStatsType.TRANSPORT)
                        .map(it -> stats.get(text(it, "selectedCandidatePairId")));
        var inbound = first(all, RTCStatsType.INBOUND_RTP);
        var there = first(all, RTCStatsType.REMOTE_INBOUND_RTP);
        return new PeerStats(
                pair.flatMap(it -> pair(it, stats)),
                pair.flatMap(it -> number(it, "currentRoundTripTime")).map(StatsReader::seconds),
                count(inbound, "packetsReceived"),
                count(inbound, "packetsLost"),
                inbound.flatMap(it -> number(it, "jitter"))
                        .map(StatsReader::seconds)
                        .orElse(Duration.ZERO),
                count(first(all, RTCStatsType.OUTBOUND_RTP), "packetsSent"),
                count(there, "packetsLost"),
                samples(count(inbound, "concealedSamples")),
                samples(count(inbound, "totalSamplesReceived")));
    }

    /// Audio's: one section of it is negotiated, and nothing else that has packets.
    private static Optional<RTCStats> first(Collection<RTCStats> all, RTCStatsType type) {
        return all.stream().filter(it -> it.getType() == type).findFirst();
    }

    private static Optional<Pair> pair(RTCStats pair, Map<String, RTCStats> stats) {
        var local = Optional.ofNullable(stats.get(text(pair, "localCandidateId")));
        var remote = Optional.ofNullable(stats.get(text(pair, "remoteCandidateId")));
        var ours = local.flatMap(StatsReader::type);
        var theirs = remote.flatMap(StatsReader::type);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Pair(ours.get(), theirs.get(), text(local.get(), "protocol")));
    }

    private static Optional<CandidateType> type(RTCStats candidate) {
        return switch (text(candidate, "candidateType")) {
            case "host" -> Optional.of(CandidateType.HOST);
            case "srflx" -> Optional.of(CandidateType.SERVER_REFLEXIVE);
            case "prflx" -> Optional.of(CandidateType.PEER_REFLEXIVE);
            case "relay" -> Optional.of(CandidateType.RELAY);
            default -> Optional.empty();
        };
    }

    private static String text(RTCStats of, String name) {
        return String.valueOf(of.getAttributes().get(name));
    }

    private static Optional<Double> number(RTCStats of, String name) {
        return of.getAttributes().get(name) instanceof Number number
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }

    private static long count(Optional<RTCStats> of, String name) {
        return of.flatMap(it -> number(it, name)).map(Double::longValue).orElse(0L);
    }

    private static Duration seconds(double value) {
        return Duration.ofNanos(Math.round(value * NANOS));
    }

    private static Duration samples(long count) {
        return seconds((double) count / Peer.HEAR_RATE_HZ);
    }
}
