package io.centralita.channel.webrtc.peer.sdp;

import java.util.List;

/// Our description as the other side gets it.
///
/// @param sdp candidates included
/// @param candidates how many there are
/// @param hasAudio whether we took the audio that was offered
public record Told(String sdp, int candidates, boolean hasAudio) {
    public static Told of(String sdp) {
        var lines = sdp.lines().toList();
        return new Told(
                sdp,
                (int) lines.stream().filter(line -> line.startsWith("a=candidate:")).count(),
                lines.stream()
                        .anyMatch(
                                line ->
                                        line.startsWith("m=audio ")
                                                && !line.startsWith("m=audio 0 ")));
    }

    /// Whether two descriptions of ours have the same ICE credentials: then nothing is gathered
    /// anew.
    public static boolean sameWay(String one, String other) {
        return credentials(one).equals(credentials(other));
    }

    private static List<String> credentials(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("a=ice-ufrag:")).distinct().toList();
    }
}
