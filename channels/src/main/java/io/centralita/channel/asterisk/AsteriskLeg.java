package io.centralita.channel.asterisk;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.Returned;
import io.centralita.call.transfer.Target;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller in our application. The line carries the audio and may be another one later on: what a
/// line tells of its own end is not the caller's. Digits and hold are the line's to tell, or come
/// by ARI. Thread-safe: reports are handed to the line's event loop, in order with the line's own.
final class AsteriskLeg implements Leg {
    /// Keys pressed before anybody listens.
    private static final int MOST_EARLY = 32;

    private final LegInfo info;
    private final Traits traits;
    private final BiConsumer<AsteriskLeg, CallEnd> farewell;
    private final LineEnd lineEnd;

    /// Guarded by this, as all that follow.
    private MediaLine line;

    private @Nullable LegListener listener;
    private @Nullable OutgoingAudio outgoing;
    private final Deque<Character> early = new ArrayDeque<>();
    private boolean closed;

    /// Set before the last report; nothing is told after it.
    private volatile boolean over;

    /// What a leg can do and where its caller comes from.
    ///
    /// @param recorded whether the caller is to be told of a recording
    /// @param reaches what the caller can be put through to
    /// @param keys presses keys at the caller's end; absent where that cannot be done
    record Traits(
            Set<Target.Kind> reaches,
            boolean recorded,
            Optional<Consumer<String>> keys,
            Optional<Returned> returned) {
        static final Traits NONE = new Traits(Set.of(), false, Optional.empty(), Optional.empty());

        Traits {
            reaches = Set.copyOf(reaches);
        }

        LegPromise promise(AudioFormat format) {
            return new LegPromise(format, reaches, recorded, keys.isPresent());
        }
    }

    /// Told when a line has ended; on its event loop.
    interface LineEnd {
        void ended(AsteriskLeg leg, MediaLine line, boolean byCaller, String detail);
    }

    /// @param farewell is told how the switchboard ends the call; must not block
    AsteriskLeg(
            LegInfo info,
            Traits traits,
            MediaLine line,
            BiConsumer<AsteriskLeg, CallEnd> farewell,
            LineEnd lineEnd) {
        this.info = info;
        this.traits = traits;
        this.line = line;
        this.farewell = farewell;
        this.lineEnd = lineEnd;
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return line().format();
    }

    @Override
    public boolean takesAhead() {
        return line().takesAhead();
    }

    @Override
    public Set<Target.Kind> reaches() {
        return traits.reaches();
    }

    @Override
    public boolean sendsDigits() {
        return traits.keys().isPresent();
    }

    @Override
    public void sendDigits(String digits) {
        traits.keys()
                .orElseThrow(() -> new UnsupportedOperationException("no keys"))
                .accept(digits);
    }

    @Override
    public boolean recorded() {
        return traits.recorded();
    }

    @Override
    public Optional<Returned> returned() {
        return traits.returned();
    }

    synchronized MediaLine line() {
        return line;
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        MediaLine over;
        String pressed;
        synchronized (this) {
            if (listener != null) {
                throw new IllegalStateException("opened twice: " + info);
            }
            listener = newListener;
            outgoing = newOutgoing;
            over = line;
            var digits = new StringBuilder();
            early.forEach(digits::append);
            early.clear();
            pressed = digits.toString();
        }
        over.open(new Ear(over, newListener), newOutgoing);
        pressed.chars().forEach(digit -> report(to -> to.digit((char) digit)));
    }

    /// The audio goes on over another line, of the same format.
    void goOnOver(MediaLine next) {
        LegListener to;
        OutgoingAudio from;
        boolean late;
        synchronized (this) {
            line = next;
            to = listener;
            from = outgoing;
            late = closed;
        }
        if (late) {
            next.close("closed");
        } else if (to != null && from != null) {
            next.open(new Ear(next, to), from);
            next.speechWaits();
        }
    }

    @Override
    public void speechWaits() {
        line().speechWaits();
    }

    @Override
    public void clear() {
        line().clear();
    }

    @Override
    public void close(CallEnd end) {
        MediaLine last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = line;
        }
        farewell.accept(this, end);
        tellEnd(last, false, end.reason());
    }

    /// A key, told by ARI.
    void pressed(char digit) {
        synchronized (this) {
            if (line.tellsDigits()) {
                return; // the line tells of it too
            }
            if (listener == null) {
                if (early.size() < MOST_EARLY) {
                    early.add(digit);
                }
                return;
            }
        }
        report(to -> to.digit(digit));
    }

    /// The caller has put us on hold, or is back.
    void held(boolean onHold) {
        report(to -> to.held(onHold));
    }

    /// The caller is gone, or cannot be served any more. Without effect on a leg that is closed.
    void ended(boolean byCaller, String detail) {
        MediaLine last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = line;
        }
        tellEnd(last, byCaller, detail);
    }

    private void tellEnd(MediaLine last, boolean byCaller, String detail) {
        report(
                to -> {
                    over = true;
                    to.closed(byCaller, detail);
                });
        last.close(detail);
    }

    private void report(Consumer<LegListener> report) {
        LegListener to;
        MediaLine by;
        synchronized (this) {
            to = listener;
            by = line;
        }
        if (to != null) {
            by.execute(
                    () -> {
                        if (!over) {
                            report.accept(to);
                        }
                    });
        }
    }

    /// Hears one line.
    private final class Ear implements LegListener {
        private final MediaLine from;
        private final LegListener to;

        Ear(MediaLine from, LegListener to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void audio(byte[] frame) {
            if (!over) {
                to.audio(frame);
            }
        }

        @Override
        public void encodedAudio(byte[] base64, int bytes) {
            if (!over) {
                to.encodedAudio(base64, bytes);
            }
        }

        @Override
        public void played(long sequence) {
            if (!over) {
                to.played(sequence);
            }
        }

        @Override
        public void digit(char digit) {
            if (!over && from.tellsDigits()) {
                to.digit(digit);
            }
        }

        @Override
        public void held(boolean onHold) {
            if (!over) {
                to.held(onHold);
            }
        }

        @Override
        public void lost(int frames) {
            if (!over) {
                to.lost(frames);
            }
        }

        @Override
        public void asks(Ask ask) {
            if (!over) {
                to.asks(ask);
            }
        }

        @Override
        public void closed(boolean byCaller, String detail) {
            lineEnd.ended(AsteriskLeg.this, from, byCaller, detail);
        }
    }
}
