package io.centralita.channel.asterisk.media;

import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.media.AudioFormat;

/// One call's audio, both ways, as [io.centralita.call.leg.Leg] has it: it paces, it says what was
/// heard, it tells digits where the transport has them. Methods may be called from anywhere and
/// take effect on the line's event loop, in order.
public interface MediaLine {
    AudioFormat format();

    /// Starts the flow. Called once. [LegListener#closed] is the last thing that is told, at most
    /// once: `byCaller` where Asterisk ended the connection in order.
    void open(LegListener listener, OutgoingAudio outgoing);

    /// Runs something on the line's event loop, in order with what is told of it.
    void execute(Runnable action);

    /// Whether digits come this way as well as by ARI.
    boolean tellsDigits();

    /// As [io.centralita.call.leg.Leg#takesAhead].
    boolean takesAhead();

    /// As [io.centralita.call.leg.Leg#speechWaits].
    void speechWaits();

    /// As [io.centralita.call.leg.Leg#clear].
    void clear();

    /// Frees socket, timers and memory. Any number of times.
    ///
    /// @param reason for the log and, where the transport has room for it, for the wire
    void close(String reason);
}
