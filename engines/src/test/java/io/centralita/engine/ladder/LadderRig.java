package io.centralita.engine.ladder;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.VirtualTime;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A ladder of scripted rungs, a call made of lists, and time that stands still.
final class LadderRig implements AutoCloseable {
    static final EngineFailure LOST = new EngineFailure.Broken("chat", null);
    private static final AtomicInteger CALLS = new AtomicInteger();

    final VirtualTime time = new VirtualTime();
    final ScriptedEngine first = new ScriptedEngine("first", AudioFormat.PCM_16K);
    final ScriptedEngine second = new ScriptedEngine("second", AudioFormat.PCM_24K);
    final ScriptedEngine third = new ScriptedEngine("third", AudioFormat.PCM_16K);
    final LadderEngine ladder;

    LadderRig() {
        this(LadderSettings.DEFAULTS);
    }

    LadderRig(LadderSettings settings) {
        ladder =
                new LadderEngine(
                        List.of(Rung.of(first), Rung.of(second), Rung.of(third)), settings, time);
    }

    /// The call in which most tests take place.
    final Caller call = new Caller("ladder-" + CALLS.incrementAndGet());

    EngineSession open() {
        return call.open();
    }

    Caller another() {
        return new Caller("ladder-" + CALLS.incrementAndGet());
    }

    @Override
    public void close() {
        call.close();
    }

    static SessionSettings settings(String callId) {
        return new SessionSettings(
                callId,
                Locale.of("es"),
                "Hola.",
                new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                Map.of(),
                List.of(),
                AudioFormat.PCM_16K);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about in 20 s");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /// One call: the events it gets and what it is to hear.
    final class Caller implements AutoCloseable {
        final String id;
        final List<EngineEvent> events = new CopyOnWriteArrayList<>();
        final Out out = new Out();
        volatile boolean resumes = true;
        private volatile @Nullable LadderSession opened;

        Caller(String id) {
            this.id = id;
        }

        EngineSession open() {
            return open(ladder);
        }

        EngineSession open(Engine by) {
            var session = (LadderSession) by.open(settings(id), this::on, out);
            opened = session;
            return session;
        }

        /// Tells the caller of a take-over at once.
        private void on(EngineEvent event) {
            var session = opened;
            if (event instanceof EngineEvent.TakenOver && session != null && resumes) {
                session.resume();
            }
            events.add(event);
        }

        <E extends EngineEvent> void awaitEvent(Class<E> kind) {
            await(() -> count(kind) > 0);
        }

        long count(Class<? extends EngineEvent> kind) {
            return events.stream().filter(kind::isInstance).count();
        }

        /// Passes by the ladder and reaches the rung, after everything before it.
        void askForNothing() {
            var session = opened;
            if (session != null) {
                session.ask(new Ask.Heard(0, Duration.ZERO));
            }
        }

        void hangUp() {
            close();
        }

        void awaitNoThread() {
            var session = opened;
            await(() -> session == null || !session.isAlive());
        }

        @Override
        public void close() {
            var session = opened;
            if (session != null) {
                session.close();
            }
        }
    }

    /// A playout that takes everything.
    static final class Out implements SpeechOut {
        private final Map<Long, Integer> bytes = new LinkedHashMap<>();
        private final List<Long> ended = new CopyOnWriteArrayList<>();

        @Override
        public synchronized long begin(AudioFormat format) {
            bytes.put(bytes.size() + 1L, 0);
            return bytes.size();
        }

        @Override
        public synchronized boolean write(long utterance, byte[] audio) {
            bytes.merge(utterance, audio.length, Integer::sum);
            return true;
        }

        @Override
        public boolean offer(long utterance, byte[] audio) {
            return write(utterance, audio);
        }

        @Override
        public void end(long utterance) {
            ended.add(utterance);
        }

        synchronized int bytes(long utterance) {
            return bytes.getOrDefault(utterance, 0);
        }

        synchronized int total() {
            return bytes.values().stream().mapToInt(Integer::intValue).sum();
        }

        synchronized int count() {
            return bytes.size();
        }

        /// Numbers of the utterances that were ended, one for each time.
        List<Long> ended() {
            return ended;
        }
    }
}
