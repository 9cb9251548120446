package io.centralita.engine.openai;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A call as an engine sees it: takes events, plays speech, and has a caller whose frames tell
/// which they are. Safe from any thread.
final class TestCall implements EngineListener, AutoCloseable {
    final RecordingSpeech speech = new RecordingSpeech();
    private final List<EngineEvent> events = new ArrayList<>();
    private final ByteArrayOutputStream fed = new ByteArrayOutputStream();
    private @Nullable EngineSession session;
    private boolean closed;
    private int afterClose;
    private int frames;

    void open(Engine engine, SessionSettings settings) {
        session = engine.open(settings, this, speech);
    }

    EngineSession session() {
        return Objects.requireNonNull(session);
    }

    @Override
    public synchronized void on(EngineEvent event) {
        events.add(event);
        if (closed) {
            afterClose++;
        }
        notifyAll();
    }

    synchronized List<EngineEvent> events() {
        return List.copyOf(events);
    }

    synchronized <E extends EngineEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends EngineEvent> E await(Class<E> kind) {
        return await(kind, 1);
    }

    /// The n-th of its kind.
    <E extends EngineEvent> E await(Class<E> kind, int n) {
        awaitEvents(
                n + " × " + kind.getSimpleName(),
                all -> all.stream().filter(kind::isInstance).count() >= n);
        return all(kind).get(n - 1);
    }

    synchronized void awaitEvents(String what, Predicate<List<EngineEvent>> condition) {
        long end = System.nanoTime() + OpenAiRig.DEADLINE.toNanos();
        while (!condition.test(events)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no " + what + " in " + events);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// These are the last words, and nothing more is on its way.
    void awaitLastWords(String text) {
        awaitEvents(
                "«" + text + "» at the end", all -> said(all).endsWith(text) && !isReplying(all));
    }

    private static boolean isReplying(List<EngineEvent> events) {
        for (var event : events.reversed()) {
            if (event instanceof EngineEvent.ReplyFinished) {
                return false;
            }
            if (event instanceof EngineEvent.ReplyStarted) {
                return true;
            }
        }
        return false;
    }

    /// What was said under all utterances, in order.
    String said() {
        return said(events());
    }

    private static String said(List<EngineEvent> events) {
        return events.stream()
                .filter(EngineEvent.AssistantSaid.class::isInstance)
                .map(event -> ((EngineEvent.AssistantSaid) event).text())
                .collect(Collectors.joining(" "));
    }

    /// What was said under one.
    String said(long utterance) {
        return String.join(
                " ",
                all(EngineEvent.AssistantSaid.class).stream()
                        .filter(said -> said.utterance() == utterance)
                        .map(EngineEvent.AssistantSaid::text)
                        .toList());
    }

    /// A turn with the silence that ends it.
    void turn() {
        speak(600);
        pause(800);
    }

    void speak(int ms) {
        hear(ms, true);
    }

    void pause(int ms) {
        hear(ms, false);
    }

    private void hear(int ms, boolean loud) {
        for (int i = 0; i < ms / Frames.MS; i++) {
            hear(Frames.frame(frames++, loud));
        }
    }

    /// Frames of the line: 20 ms of G.711.
    void hear(byte[] frame) {
        fed.writeBytes(frame);
        if (frames % 2 == 0) {
            session().hear(frame);
        } else {
            var text = java.util.Base64.getEncoder().encode(frame);
            session().hearEncoded(text, frame.length);
        }
    }

    /// All that the caller said.
    byte[] fed() {
        return fed.toByteArray();
    }

    int fedFrames() {
        return fed.size() / Frames.BYTES;
    }

    /// Events that came after the call had closed the session.
    synchronized int afterClose() {
        return afterClose;
    }

    @Override
    public void close() {
        session().close();
        synchronized (this) {
            closed = true;
        }
        speech.closed();
    }

    /// Frames of G.711 that carry their number where nobody hears it.
    static final class Frames {
        static final int MS = 20;
        static final int BYTES = AudioFormat.PCMU_8K.frameBytes();
        private static final int DIGITS = 8;

        private Frames() {}

        static byte[] frame(int number, boolean loud) {
            var frame = new byte[BYTES];
            for (int i = 0; i < BYTES; i++) {
                if (i < DIGITS) {
                    // The quietest codes of μ-law: a nibble each.
                    frame[i] = (byte) (0xF0 | ((number >> (4 * i)) & 0xF));
                } else {
                    frame[i] = (byte) (!loud ? 0xFF : i % 8 < 4 ? 0x20 : 0xA0);
                }
            }
            return frame;
        }

        static List<Integer> numbers(byte[] audio) {
            var numbers = new ArrayList<Integer>();
            for (int start = 0; start + BYTES <= audio.length; start += BYTES) {
                int number = 0;
                for (int i = 0; i < DIGITS; i++) {
                    number |= (audio[start + i] & 0xF) << (4 * i);
                }
                numbers.add(number);
            }
            return numbers;
        }
    }
}
