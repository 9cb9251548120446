package io.centralita.fake.asterisk.pbx;

import org.jspecify.annotations.Nullable;

/// How a channel comes to its end.
///
/// @param announced whether a ChannelHangupRequest comes before all else
/// @param cause in that request; null for none, or for what the channel brings along
/// @param soft whether Asterisk itself wants it, which the request says by `soft`
/// @param techCause for example a WebSocket's close code
/// @param hangupCause of Q.850, for the far end and for ChannelDestroyed
/// @param asteriskStops nobody asks the phones how the call was
public record Ending(
        boolean announced,
        @Nullable Integer cause,
        boolean soft,
        @Nullable Integer techCause,
        int hangupCause,
        boolean asteriskStops) {
    public static final int NORMAL = 16;
    private static final int SOFT = 32;
    private static final int SHUTDOWN = 4;

    /// A SIP caller's BYE.
    public static final Ending BYE = new Ending(true, null, false, null, NORMAL, false);

    /// A Local channel's other half went, or the dial plan's `Hangup()`.
    public static final Ending HANGUP = new Ending(true, NORMAL, false, null, NORMAL, false);

    /// A media connection ended without a word.
    public static final Ending SILENT = new Ending(false, null, false, null, NORMAL, false);

    /// Without a word, for a cause.
    public static Ending silent(int hangupCause) {
        return new Ending(false, null, false, null, hangupCause, false);
    }

    /// `core stop now`.
    public static final Ending STOP = new Ending(true, SHUTDOWN, true, null, NORMAL, true);

    /// `DELETE /channels/{id}`.
    public static Ending asked(int hangupCause) {
        return new Ending(true, SOFT, true, null, hangupCause, false);
    }

    /// A media WebSocket was closed.
    public static Ending closed(int techCause) {
        return new Ending(true, NORMAL, false, techCause, NORMAL, false);
    }
}
