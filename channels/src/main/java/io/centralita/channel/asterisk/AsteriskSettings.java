package io.centralita.channel.asterisk;

import io.centralita.call.leg.AfterFailure;
import io.centralita.channel.asterisk.ari.AriSettings;
import java.time.Duration;
import java.util.List;

/// How callers of an Asterisk are served. In which language is not for them to say: that is the
/// tenant's, which is known before anything is said.
///
/// @param ari the way to it
/// @param transport what carries audio
/// @param afterFailure what becomes of a caller whom no engine can serve any more
/// @param recording what is recorded of calls
/// @param dialPlan what is between us and Asterisk's dial plan
/// @param limits of a call's steps
public record AsteriskSettings(
        AriSettings ari,
        Transport transport,
        AfterFailure afterFailure,
        Recording recording,
        DialPlan dialPlan,
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

    /// What becomes of a caller for whom no audio can be had.
    public enum Unserved {
        /// The dial plan goes on after `Stasis()`, with `CENTRALITA_STATUS` set to `FAILED`.
        DIAL_PLAN,
        /// They hear congestion (Q.850 cause 34).
        CONGESTION
    }

    /// @param unserved what becomes of a caller for whom no audio can be had
    /// @param variables of the caller's channel that go into the call as parameters, functions
    ///   included: `CALLERID(dnid)`, `PJSIP_HEADER(read,X-Customer)`; 20 at most
    /// @param numbers what is dialled for a telephone number, with `{number}` in its place:
    ///   `PJSIP/{number}@trunk`, `Local/{number}@outbound/n`; empty where numbers cannot be reached
    public record DialPlan(Unserved unserved, List<String> variables, String numbers) {
        public static final DialPlan DEFAULT = new DialPlan(Unserved.DIAL_PLAN, List.of(), "");

        static final String NUMBER = "{number}";

        public DialPlan {
            variables = List.copyOf(variables);
            if (variables.size() > 20) {
                throw new IllegalArgumentException("at most 20 variables, not " + variables.size());
            }
            if (!numbers.isEmpty() && !numbers.contains(NUMBER)) {
                throw new IllegalArgumentException("numbers must contain " + NUMBER);
            }
        }
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
