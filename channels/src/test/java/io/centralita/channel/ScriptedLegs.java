package io.centralita.channel;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.media.G711;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stands in for the call core: opens each leg with a behaviour and notes what it reports.
public final class ScriptedLegs implements CallAcceptor {
    private final Behaviour behaviour;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public ScriptedLegs(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public void accept(Leg leg) {
        var call = new Call(leg, behaviour);
        calls.add(call);
        leg.open(call, call);
    }

    public List<Call> calls() {
        return calls;
    }

    public Call only() {
        if (calls.size() != 1) {
            throw new AssertionError("calls: " + calls.size());
        }
        return calls.getFirst();
    }

    /// What is done about what a leg reports. Runs on the leg's event loop.
    public interface Behaviour {
        default void opened(Call call) {}

        default void audio(Call call, byte[] frame) {}

        default void digit(Call call, char digit) {}

        default void played(Call call, long sequence) {}
    }

    /// Says again what the caller says.
    public static Behaviour echo() {
        return new Behaviour() {
            @Override
            public void audio(Call call, byte[] frame) {
                call.say(frame);
            }
        };
    }

    /// Says something at once and then nothing.
    public static Behaviour saying(short[] samples) {
        return new Behaviour() {
            @Override
            public void opened(Call call) {
                call.say(samples);
            }
        };
    }

    /// One leg and its history.
    public static final class Call implements LegListener, OutgoingAudio {
        private final Leg leg;
        private final Behaviour behaviour;
        private final ArrayDeque<byte[]> toSay = new ArrayDeque<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final List<Boolean> held = new CopyOnWriteArrayList<>();
        private final List<Character> digits = new CopyOnWriteArrayList<>();
        private final AtomicInteger framesIn = new AtomicInteger();
        private final AtomicInteger framesLost = new AtomicInteger();
        private final AtomicInteger reportsAfterEnd = new AtomicInteger();
        private final AtomicLong taken = new AtomicLong();
        private final List<Long> played = new CopyOnWriteArrayList<>();
        private boolean greeted;

        private Call(Leg leg, Behaviour behaviour) {
            this.leg = leg;
            this.behaviour = behaviour;
        }

        public Leg leg() {
            return leg;
        }

        /// In whole frames, the last one filled up.
        public void say(short[] samples) {
            for (int from = 0; from < samples.length; from += 160) {
                say(G711.encodeMuLaw(Arrays.copyOfRange(samples, from, from + 160)));
            }
        }

        public synchronized void say(byte[] frame) {
            toSay.add(frame);
        }

        /// Forgets what was not taken and drops what was.
        public synchronized void beSilent() {
            toSay.clear();
            leg.clear();
        }

        @Override
        public @Nullable OutgoingFrame next() {
            if (!greeted) {
                greeted = true;
                behaviour.opened(this);
            }
            synchronized (this) {
                byte[] frame = toSay.poll();
                return frame == null ? null : new OutgoingFrame(taken.incrementAndGet(), 1, frame);
            }
        }

        @Override
        public void audio(byte[] frame) {
            reported();
            framesIn.incrementAndGet();
            behaviour.audio(this, frame);
        }

        @Override
        public void played(long sequence) {
            reported();
            played.add(sequence);
            behaviour.played(this, sequence);
        }

        @Override
        public void asks(Ask ask) {
            reported();
        }

        @Override
        public void digit(char digit) {
            reported();
            digits.add(digit);
            behaviour.digit(this, digit);
        }

        @Override
        public void held(boolean onHold) {
            reported();
            held.add(onHold);
        }

        /// What was told of hold, in order.
        public List<Boolean> held() {
            return held;
        }

        @Override
        public void lost(int frames) {
            reported();
            framesLost.addAndGet(frames);
        }

        @Override
        public void closed(boolean byCaller, String detail) {
            reported();
            closed.complete((byCaller ? "caller " : "us ") + detail);
        }

        private void reported() {
            if (closed.isDone()) {
                reportsAfterEnd.incrementAndGet();
            }
        }

        public void hangUp() {
            leg.close(new CallEnd(CallEnd.By.ASSISTANT, "goodbye"));
        }

        /// `caller …` or `us …`, with the detail.
        public String ending() {
            return closed.orTimeout(20, TimeUnit.SECONDS).join();
        }

        public String digits() {
            return digits.stream().map(String::valueOf).collect(Collectors.joining());
        }

        public int framesIn() {
            return framesIn.get();
        }

        public int framesLost() {
            return framesLost.get();
        }

        public List<Long> played() {
            return played;
        }

        public long taken() {
            return taken.get();
        }

        public int reportsAfterEnd() {
            return reportsAfterEnd.get();
        }
    }
}
