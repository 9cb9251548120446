package io.centralita.channel.asterisk;

import io.centralita.call.leg.AfterFailure;
import io.centralita.channel.asterisk.ari.AriSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How callers of an Asterisk are served.
///
/// @param ari the way to it
/// @param transport what carries audio
/// @param language of sentences about faults met before the call's own is known
/// @param afterFailure what becomes of a caller whom no engine can serve any more
/// @param recording what is recorded of calls
/// @param limits of a call's steps
public record AsteriskSettings(
        AriSettings ari,
        Transport transport,
        Locale language,
        AfterFailure afterFailure,
        Recording recording,
        Limits limits) {
    public enum Transport {
        /// The best that the Asterisk in front of us has: `websocket`, `audiosocket`, `rtp`.
        AUTO,
        WEBSOCKET,
        AUDIOSOCKET,
        RTP
    }

    public enum Recording {
        OFF,
        /// By Asterisk, to its disk; the caller is told.
        ANNOUNCED
    }

    /// @param callers in the application at once
    /// @param step that a caller's way in may wait for one of Asterisk's events
    /// @param transfer that somebody's phone rings before the caller is taken back
    public record Limits(int callers, Duration step, Duration transfer) {
        public static final Limits DEFAULT =
                new Limits(1_000, Duration.ofSeconds(5), Duration.ofSeconds(25));
    }

    /// In the order of preference.
    static final List<Transport> BEST_FIRST =
            List.of(Transport.WEBSOCKET, Transport.AUDIOSOCKET, Transport.RTP);
}
