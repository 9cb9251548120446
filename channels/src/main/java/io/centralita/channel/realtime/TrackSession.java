package io.centralita.channel.realtime;

import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.function.Consumer;

/// A session whose events come over one connection and whose audio is on a track beside them: a
/// browser's call. Others may take part in its events from aside.
///
/// Threads: confined to the event loop that its [Wiring] names, but for [#execute] and [#leg].
public final class TrackSession {
    /// Audio on the track, both ways.
    public static final AudioFormat FORMAT = AudioFormat.PCM_24K;

    /// What a session needs of its surroundings.
    ///
    /// @param track takes 20 ms in [#FORMAT], at every beat from now on; must not block
    /// @param playout how long audio takes from there to the ear
    /// @param loop runs something on the session's event loop, in order
    /// @param clock of that loop
    public record Wiring(
            Consumer<byte[]> track,
            Duration playout,
            Consumer<Runnable> loop,
            PacingClock clock,
            Time time,
            ChannelMetrics metrics) {}

    private final Wiring wiring;
    private final RealtimeSession session;
    private final RealtimeLeg leg;

    /// @param info of the call that this becomes
    /// @param parting is told of the end
    public TrackSession(
            LegInfo info,
            TrackOpening opening,
            RealtimeSettings settings,
            Wiring wiring,
            Parting parting) {
        this.wiring = wiring;
        var made = new RealtimeLeg[1];
        session =
                new RealtimeSession(
                        opening.beginning(),
                        opening.greeted() ? settings.forPages() : settings,
                        (of, id, model, format) -> made[0],
                        wiring.time(),
                        wiring.metrics());
        var clears = new Clears();
        var buffer = new OutputBuffer(session.out(), session.responses());
        leg =
                new RealtimeLeg(
                        info,
                        session,
                        FORMAT,
                        wiring.loop(),
                        wiring.clock(),
                        new RealtimeLeg.Manners(
                                opening.greeted(), opening.returned(), opening.engine(), parting),
                        clears,
                        new TrackMouth(wiring.track(), clears, buffer, wiring.playout()));
        made[0] = leg;
        session.call().begin();
    }

    /// For the switchboard, once the caller is connected.
    public Leg leg() {
        return leg;
    }

    /// Runs something on the session's event loop.
    public void execute(Runnable step) {
        wiring.loop().accept(step);
    }

    /// The caller's events go out here from now on; the session ends with it.
    public void opened(EventSocket socket) {
        session.opened(socket);
    }

    /// An event of the caller's. Whatever is wrong with it, the session goes on.
    public void received(byte[] text) {
        session.received(text, text.length, session.rights());
    }

    /// An event that is longer than any may be.
    public void oversized() {
        session.refuse(
                ProtocolError.request("invalid_event", null, "The event is too long."), null);
    }

    /// 20 ms of the caller.
    public void heard(byte[] frame) {
        session.guarded(() -> session.call().heard(frame));
    }

    /// The network lost so many frames of the caller's.
    public void lost(int frames) {
        leg.lost(frames);
    }

    /// The caller has lost the connection, or has it again.
    public void away(boolean away) {
        leg.held(away);
    }

    /// The connection is over. Any number of times.
    public void ended(boolean byCaller, String detail) {
        session.gone(byCaller, detail);
        leg.ended(byCaller, detail); // where the session never was a call
    }

    /// Somebody who takes part in the events, with a key: what they send counts like the caller's.
    Recipient sideband(EventSocket socket) {
        return new Sideband(this, session, socket);
    }
}
