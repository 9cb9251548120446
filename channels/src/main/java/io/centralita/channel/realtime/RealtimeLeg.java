package io.centralita.channel.realtime;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.Returned;
import io.centralita.call.tool.ToolBox;
import io.centralita.channel.PacingClock;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session of the realtime protocol as the leg of a call, whether its audio travels in events or
/// on a track ([Mouth]).
///
/// Threads: [#open], [#observe], [#switchboardSays], [#clear] and [#close] may be called from
/// anywhere and take effect on the event loop, in order; [#conduct] and [#tools] are asked on the
/// loop itself, while the switchboard takes the call in.
final class RealtimeLeg implements Leg, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(RealtimeLeg.class);

    /// What differs between kinds of peers.
    ///
    /// @param greeted whether the assistant speaks first
    /// @param returned present where this caller was with us before
    /// @param engine that serves them in place of the house's
    /// @param parting is told of the end
    record Manners(
            boolean greeted,
            Optional<Returned> returned,
            Optional<Engine> engine,
            Parting parting) {
        /// A program speaks first, or asks to be spoken to.
        static final Manners OF_PROGRAM =
                new Manners(false, Optional.empty(), Optional.empty(), Parting.UNTOLD);
    }

    private final LegInfo info;
    private final RealtimeSession session;
    private final AudioFormat format;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final Manners manners;
    private final Clears clears;
    private final Mouth mouth;

    private @Nullable LegListener listener;
    private @Nullable OutgoingAudio outgoing;
    private @Nullable Runnable endReport;
    private boolean ended;

    /// @param mouth drops what it took when `clears` says so
    RealtimeLeg(
            LegInfo info,
            RealtimeSession session,
            AudioFormat format,
            Consumer<Runnable> loop,
            PacingClock clock,
            Manners manners,
            Clears clears,
            Mouth mouth) {
        this.info = info;
        this.session = session;
        this.format = format;
        this.loop = loop;
        this.clock = clock;
        this.manners = manners;
        this.clears = clears;
        this.mouth = mouth;
        clock.add(this);
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public Optional<Engine> engine() {
        return manners.engine();
    }

    @Override
    public Conduct conduct(Conduct house) {
        return session.call().conduct(house);
    }

    @Override
    public ToolBox tools(ToolBox house) {
        return session.call().tools(house);
    }

    /// Whoever has a keyboard types.
    @Override
    public boolean hasKeypad() {
        return false;
    }

    @Override
    public boolean takesAhead() {
        return mouth.takesAhead();
    }

    @Override
    public boolean greeted() {
        return manners.greeted();
    }

    @Override
    public Optional<Returned> returned() {
        return manners.returned();
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        onLoop(
                () -> {
                    listener = newListener;
                    outgoing = newOutgoing;
                    if (endReport != null) {
                        endReport.run();
                    } else {
                        session.call().putThrough(newListener);
                    }
                });
    }

    @Override
    public void observe(EngineEvent event) {
        onLoop(
                () -> {
                    if (!ended) {
                        session.engineSays(event);
                    }
                });
    }

    @Override
    public void switchboardSays(long utterance, String text) {
        onLoop(
                () -> {
                    if (!ended) {
                        session.switchboardSays(utterance, text);
                    }
                });
    }

    @Override
    public void toolEnded(String toolCallId, String outcome) {
        onLoop(
                () -> {
                    if (!ended) {
                        session.toolEnded(toolCallId, outcome);
                    }
                });
    }

    @Override
    public void parts(Supplier<List<HistoryEntry>> history) {
        manners.parting().said(history);
    }

    @Override
    public void clear() {
        clears.ask();
        onLoop(mouth::dropIfCleared);
    }

    /// The network lost so many frames of the caller's.
    void lost(int frames) {
        var to = listener;
        if (to != null && !ended) {
            to.lost(frames);
        }
    }

    /// The caller has lost the connection, or has it again: what they missed is said once more.
    void held(boolean away) {
        var to = listener;
        if (to != null && !ended) {
            mouth.away(away);
            to.held(away);
        }
    }

    @Override
    public void close(CallEnd end) {
        onLoop(
                () -> {
                    if (!ended) {
                        mouth.end();
                        manners.parting().closing(end);
                        session.callEnded(end);
                        ended(false, end.reason());
                    }
                });
    }

    @Override
    public void tick(long nowNanos) {
        session.guarded(() -> beat(nowNanos));
    }

    private void onLoop(Runnable step) {
        loop.accept(() -> session.guarded(step));
    }

    private void beat(long nowNanos) {
        mouth.dropIfCleared();
        session.call().tick(nowNanos);
        mouth.beat(outgoing, nowNanos);
        report(nowNanos);
    }

    private void report(long nowNanos) {
        var to = listener;
        long sequence = mouth.heard(nowNanos);
        if (to != null && !ended && sequence > 0) {
            to.played(sequence);
        }
    }

    /// The connection is over or about to be; the last thing the listener hears of.
    void ended(boolean byCaller, String detail) {
        if (ended) {
            return;
        }
        ended = true;
        mouth.end();
        clock.remove(this);
        outgoing = null;
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("detail", detail)
                .log("realtime leg ended");
        var to = listener;
        if (to != null) {
            to.closed(byCaller, detail);
        } else {
            endReport =
                    () -> {
                        var late = listener;
                        if (late != null) {
                            late.closed(byCaller, detail);
                        }
                    };
        }
    }
}
