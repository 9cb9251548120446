package io.centralita.channel.realtime;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.tool.ToolBox;
import io.centralita.channel.PacingClock;
import io.centralita.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session of the realtime protocol as the leg of a call.
///
/// Audio goes out as fast as it is made, half a second to an event: the peer buffers it, and it is
/// reckoned to be played in real time ([PlayedClock]). A frame whose utterance is not known yet is
/// held until the engine's words for it have come.
///
/// Threads: [#open], [#observe], [#switchboardSays], [#clear] and [#close] may be called from
/// anywhere and take effect on the event loop, in order; [#conduct] and [#tools] are asked on the
/// loop itself, while the switchboard takes the call in.
final class RealtimeLeg implements Leg, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(RealtimeLeg.class);

    /// Frames taken at one beat: fifty times real time.
    static final int FRAMES_PER_BEAT = 50;

    /// Frames in one event.
    private static final int FRAMES_PER_EVENT = 25;

    /// Audio that the peer has and cannot have played yet.
    static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    private static final long HOLD_NANOS = Duration.ofMillis(250).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final LegInfo info;
    private final RealtimeSession session;
    private final AudioFormat format;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final long stallNanos;
    private final PlayedClock played = new PlayedClock();
    private final AtomicInteger generation = new AtomicInteger();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

    private @Nullable LegListener listener;
    private @Nullable OutgoingAudio outgoing;
    private @Nullable Runnable endReport;
    private @Nullable OutgoingFrame held;
    private long heldSinceNanos = NEVER;
    private long fullSinceNanos = NEVER;
    private Response.@Nullable Message batchOf;
    private long batchUtterance;
    private int batchFrames;
    private boolean ended;
    private int seenGeneration;

    RealtimeLeg(
            LegInfo info,
            RealtimeSession session,
            AudioFormat format,
            Consumer<Runnable> loop,
            PacingClock clock,
            Duration stall) {
        this.info = info;
        this.session = session;
        this.format = format;
        this.loop = loop;
        this.clock = clock;
        this.stallNanos = stall.toNanos();
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
    public Conduct conduct(Conduct house) {
        return session.conduct(house);
    }

    @Override
    public ToolBox tools(ToolBox house) {
        return session.tools(house);
    }

    /// Whoever has a keyboard types.
    @Override
    public boolean hasKeypad() {
        return false;
    }

    @Override
    public boolean takesAhead() {
        return true;
    }

    /// The peer speaks first, or asks to be spoken to.
    @Override
    public boolean greeted() {
        return false;
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
                        session.putThrough(newListener);
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
    public void clear() {
        generation.incrementAndGet();
        onLoop(this::dropIfCleared);
    }

    @Override
    public void close(CallEnd end) {
        onLoop(
                () -> {
                    if (!ended) {
                        flushBatch();
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
        dropIfCleared();
        session.tick(nowNanos);
        if (session.isFull()) {
            waitForRoom(nowNanos);
        } else {
            fullSinceNanos = NEVER;
            send(nowNanos);
        }
        report(nowNanos);
    }

    private void report(long nowNanos) {
        var to = listener;
        long sequence = played.played(nowNanos);
        if (to != null && !ended && sequence > 0) {
            to.played(sequence);
        }
    }

    private void waitForRoom(long nowNanos) {
        if (fullSinceNanos == NEVER) {
            fullSinceNanos = nowNanos;
        } else if (nowNanos - fullSinceNanos > stallNanos) {
            session.breakOff(RealtimeConnection.POLICY, "peer-stalled");
        }
    }

    private void send(long nowNanos) {
        var source = outgoing;
        for (int i = 0; source != null && !ended && i < FRAMES_PER_BEAT; i++) {
            if (played.ahead(nowNanos) > MOST_AHEAD.toNanos() || session.isFull()) {
                break;
            }
            var frame = held == null ? source.next() : held;
            held = null;
            if (dropIfCleared()) {
                continue;
            }
            if (frame == null) {
                flushBatch();
                session.drained();
                return;
            }
            if (!send(frame, nowNanos)) {
                break;
            }
        }
        flushBatch();
    }

    /// @return false where it has to wait
    private boolean send(OutgoingFrame frame, long nowNanos) {
        if (frame.utterance() != batchUtterance) {
            flushBatch(); // before the next one begins, which may end the one before
            batchUtterance = frame.utterance();
        }
        var message = session.messageOf(frame.utterance());
        if (message == null) {
            if (heldSinceNanos == NEVER) {
                heldSinceNanos = nowNanos;
            }
            if (nowNanos - heldSinceNanos < HOLD_NANOS) {
                held = frame;
                return false;
            }
            message = session.adopt(frame.utterance());
        }
        heldSinceNanos = NEVER;
        var aloud = message != null && message.isOpen() && message.isSpoken();
        played.sent(frame.sequence(), aloud, nowNanos);
        if (aloud) {
            if (batchFrames == FRAMES_PER_EVENT) {
                flushBatch();
            }
            batchOf = message;
            batchFrames++;
            batch.writeBytes(frame.audio());
        }
        return true;
    }

    private void flushBatch() {
        var message = batchOf;
        if (message != null) {
            session.sound(message, batch.toByteArray(), batchFrames);
        }
        batch.reset();
        batchOf = null;
        batchFrames = 0;
    }

    private boolean dropIfCleared() {
        int wanted = generation.get();
        if (seenGeneration == wanted) {
            return false;
        }
        seenGeneration = wanted;
        held = null;
        heldSinceNanos = NEVER;
        batch.reset();
        batchOf = null;
        batchFrames = 0;
        played.clear();
        return true;
    }

    /// The connection is over or about to be; the last thing the listener hears of.
    void ended(boolean byCaller, String detail) {
        if (ended) {
            return;
        }
        ended = true;
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
