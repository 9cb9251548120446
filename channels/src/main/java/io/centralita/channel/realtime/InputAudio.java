package io.centralita.channel.realtime;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.LegListener;
import io.centralita.media.AudioFormat;
import io.centralita.media.Frames;
import io.centralita.media.Transcoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The peer's audio on its way to the engine, and what it asks for in between, in one order.
///
/// A peer may send faster than it speaks; the engine is given at most two seconds at a beat, so
/// that its own queue, made for telephones, never overflows. Where the peer ends its turns itself,
/// their audio waits here until it does: what it takes back never reaches the engine. Confined to
/// the session's event loop.
final class InputAudio {
    /// Frames handed on at one beat of 20 ms.
    static final int FRAMES_PER_BEAT = 100;

    /// Audio that waits here: 5.8 MB of PCM.
    static final int MOST_SECONDS = 120;

    private static final int MOST_FRAMES = MOST_SECONDS * 50;

    /// How long what the engine is asked takes to reach it, at most; audio goes a shorter way.
    private static final long ASK_NANOS = 40_000_000;

    private sealed interface Entry {
        record Audio(byte[] frame) implements Entry {}

        /// @param settles the engine must have taken it before audio follows
        record Asked(Ask ask, boolean settles) implements Entry {}
    }

    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final AudioFormat legFormat;
    private Transcoder transcoder;
    private Frames frames;
    private @Nullable LegListener listener;
    private int framesWaiting;
    private int budget = FRAMES_PER_BEAT;
    private boolean held;

    /// Turns that the peer ended: whose end waits here, and whose end the engine has not confirmed.
    private int turnEndsWaiting;

    private int unconfirmed;

    private long quietUntilNanos = Long.MIN_VALUE;
    private long appendedBytes;
    private long uncommittedBytes;
    private WireFormat format;
    private long appendedMsBefore;

    InputAudio(WireFormat format, AudioFormat legFormat, boolean held) {
        this.format = format;
        this.legFormat = legFormat;
        this.held = held;
        transcoder = Transcoder.between(format.audio(), legFormat);
        frames = new Frames(legFormat);
    }

    void open(LegListener newListener, long nowNanos) {
        listener = newListener;
        pump(nowNanos);
    }

    /// @param hold whether the peer ends its turns itself from now on
    void follow(WireFormat newFormat, boolean hold) {
        if (newFormat != format) {
            appendedMsBefore = appendedMs();
            appendedBytes = 0;
            uncommittedBytes = 0;
            format = newFormat;
            transcoder = Transcoder.between(newFormat.audio(), legFormat);
            frames = new Frames(legFormat);
        }
        held = hold;
    }

    /// @return false where no more of it can wait
    boolean append(byte[] audio, long nowNanos) {
        appendedBytes += audio.length;
        uncommittedBytes += audio.length;
        var cut = frames.cut(transcoder.convert(audio));
        if (framesWaiting + cut.size() > MOST_FRAMES) {
            return false;
        }
        for (var frame : cut) {
            waiting.add(new Entry.Audio(frame));
            framesWaiting++;
        }
        if (!held) {
            pump(nowNanos);
        }
        return true;
    }

    /// A frame of the leg's format that comes in real time, whether wanted or not: where turns are
    /// ended by hand and none is for long, the oldest is forgotten.
    void overheard(byte[] frame, long nowNanos) {
        appendedBytes += frame.length;
        uncommittedBytes += frame.length;
        if (framesWaiting >= MOST_FRAMES && waiting.peek() instanceof Entry.Audio) {
            waiting.remove();
            framesWaiting--;
        }
        if (framesWaiting < MOST_FRAMES) {
            waiting.add(new Entry.Audio(frame));
            framesWaiting++;
        }
        if (!held) {
            pump(nowNanos);
        }
    }

    /// Audio since the last turn ended or was taken back.
    long uncommittedMs() {
        return format.audio().duration(uncommittedBytes).toMillis();
    }

    /// Audio ever appended.
    long appendedMs() {
        return appendedMsBefore + format.audio().duration(appendedBytes).toMillis();
    }

    /// A turn was heard to end; what follows is the next.
    void turnEnded() {
        uncommittedBytes = 0;
    }

    /// The peer ends its turn: the engine is given what waits of it, and then told.
    void commit(long nowNanos) {
        frames.flush()
                .ifPresent(
                        last -> {
                            waiting.add(new Entry.Audio(last));
                            framesWaiting++;
                        });
        waiting.add(new Entry.Asked(new Ask.EndTurn(), held));
        turnEndsWaiting++;
        uncommittedBytes = 0;
        pump(nowNanos);
    }

    /// A turn beside the buffer.
    ///
    /// @param usual the conduct to come back to, null where turns are ended by the peer anyway
    /// @return false where no more of it can wait
    boolean turn(byte[] audio, @Nullable Conduct usual, long nowNanos) {
        var own = new Frames(legFormat);
        var way = Transcoder.between(format.audio(), legFormat);
        var cut = new ArrayList<>(own.cut(way.convert(audio)));
        cut.addAll(own.cut(way.flush()));
        own.flush().ifPresent(cut::add);
        if (framesWaiting + cut.size() > MOST_FRAMES) {
            return false;
        }
        var buffered = takeBuffered();
        if (usual != null) {
            waiting.add(new Entry.Asked(new Ask.Configure(byHand(usual)), true));
        }
        cut.forEach(frame -> waiting.add(new Entry.Audio(frame)));
        framesWaiting += cut.size();
        waiting.add(new Entry.Asked(new Ask.EndTurn(), true));
        turnEndsWaiting++;
        if (usual != null) {
            waiting.add(new Entry.Asked(new Ask.Configure(usual), true));
        }
        waiting.addAll(buffered);
        pump(nowNanos);
        return true;
    }

    private static Conduct byHand(Conduct usual) {
        var turns = usual.turnTaking();
        return new Conduct(
                usual.instructions(),
                usual.voice(),
                usual.tools(),
                new TurnTaking(false, false, false, turns.answersTools(), turns.silence()),
                usual.speaks());
    }

    /// The engine has heard a turn end.
    void confirmed(long nowNanos) {
        if (unconfirmed > 0) {
            unconfirmed--;
            pump(nowNanos);
        }
    }

    /// The peer takes back what it has not committed.
    void clear(long nowNanos) {
        uncommittedBytes = 0;
        frames.clear();
        while (waiting.peekLast() instanceof Entry.Audio) {
            waiting.pollLast();
            framesWaiting--;
        }
        if (!held) {
            ask(new Ask.ClearTurn(), true, nowNanos);
        }
    }

    void ask(Ask ask, long nowNanos) {
        ask(ask, ask instanceof Ask.Configure, nowNanos);
    }

    private void ask(Ask ask, boolean settles, long nowNanos) {
        var to = listener;
        if (to != null && ask instanceof Ask.Cancel) {
            // Now means now, and what was not begun is not begun any more.
            waiting.removeIf(
                    entry ->
                            entry instanceof Entry.Asked(var earlier, _)
                                    && earlier instanceof Ask.Respond);
            to.asks(ask);
            return;
        }
        if (held) {
            // Audio that waits for its commit does not keep others waiting.
            var buffered = takeBuffered();
            waiting.add(new Entry.Asked(ask, settles));
            waiting.addAll(buffered);
        } else {
            waiting.add(new Entry.Asked(ask, settles));
        }
        pump(nowNanos);
    }

    /// Takes the audio that nothing was asked after.
    private ArrayDeque<Entry> takeBuffered() {
        var audio = new ArrayDeque<Entry>();
        while (waiting.peekLast() instanceof Entry.Audio) {
            audio.addFirst(waiting.removeLast());
        }
        return audio;
    }

    /// Time passed.
    void tick(long nowNanos) {
        budget = FRAMES_PER_BEAT;
        pump(nowNanos);
    }

    private void pump(long nowNanos) {
        var to = listener;
        while (to != null) {
            var next = waiting.peek();
            if (next instanceof Entry.Asked(var ask, var settles)) {
                waiting.remove();
                turnEndsWaiting -= ask instanceof Ask.EndTurn ? 1 : 0;
                if (settles && ask instanceof Ask.EndTurn) {
                    unconfirmed++;
                } else if (settles) {
                    quietUntilNanos = nowNanos + ASK_NANOS;
                }
                to.asks(ask);
            } else if (next instanceof Entry.Audio(var frame)
                    && mayFlow()
                    && nowNanos >= quietUntilNanos) {
                waiting.remove();
                framesWaiting--;
                budget--;
                to.audio(frame);
            } else {
                return;
            }
        }
    }

    /// In turns by hand, audio flows only ahead of the end of its turn.
    private boolean mayFlow() {
        return budget > 0 && unconfirmed == 0 && (!held || turnEndsWaiting > 0);
    }
}
