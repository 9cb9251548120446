package io.centralita.channel.asterisk.rtp;

import java.time.Duration;
import java.util.Optional;

/// How RTP is received and sent.
///
/// @param advertisedHost where Asterisk is told to send audio to: an address of this machine, or
///   one that leads to it
/// @param bindHost address of this machine that sockets are bound to; without one it is the
///   advertised one where that is ours, else all of them
/// @param firstPort of the range of UDP ports, one a call
/// @param lastPort of it
/// @param delay bounds of the jitter buffer
/// @param playout what the phone's own jitter buffer is taken to hold: audio counts as heard that
///   much later than it was sent, at most 1 s
public record RtpSettings(
        String advertisedHost,
        Optional<String> bindHost,
        int firstPort,
        int lastPort,
        Delay delay,
        Duration playout) {
    public static final int FIRST_PORT = 31_200;
    public static final int LAST_PORT = 32_199;

    /// Telephones keep two packets, most of them.
    public static final Duration PLAYOUT = Duration.ofMillis(40);

    private static final Duration MAX_PLAYOUT = Duration.ofSeconds(1);

    public RtpSettings {
        if (advertisedHost.isBlank()) {
            throw new IllegalArgumentException("advertisedHost must not be blank");
        }
        if (firstPort < 1_024 || lastPort > 65_535 || firstPort > lastPort) {
            throw new IllegalArgumentException(
                    "ports must be a range within 1024 to 65535, not "
                            + firstPort
                            + "-"
                            + lastPort);
        }
        if (playout.isNegative() || playout.compareTo(MAX_PLAYOUT) > 0) {
            throw new IllegalArgumentException("playout must be 0 to 1 s, not " + playout);
        }
    }

    public static RtpSettings at(String advertisedHost) {
        return new RtpSettings(
                advertisedHost, Optional.empty(), FIRST_PORT, LAST_PORT, Delay.DEFAULT, PLAYOUT);
    }

    public RtpSettings boundTo(String host) {
        return new RtpSettings(
                advertisedHost, Optional.of(host), firstPort, lastPort, delay, playout);
    }

    public RtpSettings ports(int first, int last) {
        return new RtpSettings(advertisedHost, bindHost, first, last, delay, playout);
    }

    /// @param shortest 20 ms or more
    /// @param longest up to 500 ms
    public record Delay(Duration shortest, Duration longest) {
        public static final Delay DEFAULT =
                new Delay(Duration.ofMillis(20), Duration.ofMillis(120));

        public Delay {
            if (shortest.toMillis() < 20
                    || longest.toMillis() > 500
                    || shortest.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "delay must be a range within 20 to 500 ms, not "
                                + shortest
                                + " to "
                                + longest);
            }
        }
    }
}
