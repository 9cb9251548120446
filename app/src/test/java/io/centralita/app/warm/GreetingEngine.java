package io.centralita.app.warm;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine that is ready when the test says so, greets with a tone, and keeps account of what is
/// open.
final class GreetingEngine implements Engine {
    static final Duration GREETING = Duration.ofMillis(400);

    private final List<SessionSettings> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger greeted = new AtomicInteger();
    private volatile CompletableFuture<Void> mayBeReady = CompletableFuture.completedFuture(null);

    @Override
    public String name() {
        return "greeting";
    }

    /// Sessions opened from now on are not ready before [#becomeReady].
    void hang() {
        mayBeReady = new CompletableFuture<>();
    }

    void becomeReady() {
        mayBeReady.complete(null);
    }

    List<SessionSettings> sessions() {
        return sessions;
    }

    /// What the models of all sessions were told.
    List<String> instructions() {
        return sessions.stream().map(one -> one.conduct().instructions()).toList();
    }

    int open() {
        return open.get();
    }

    /// Greetings that were made.
    int greeted() {
        return greeted.get();
    }

    @Override
    public EngineSession open(SessionSettings settings, EngineListener listener, SpeechOut speech) {
        var session = new Session(listener, speech);
        open.incrementAndGet();
        sessions.add(settings);
        var _ = mayBeReady.whenComplete((_, _) -> session.post(new EngineEvent.Ready()));
        return session;
    }

    private final class Session implements EngineSession {
        private final EngineListener listener;
        private final SpeechOut speech;
        private boolean closed;

        Session(EngineListener listener, SpeechOut speech) {
            this.listener = listener;
            this.speech = speech;
        }

        private synchronized void post(EngineEvent event) {
            if (!closed) {
                listener.on(event);
            }
        }

        @Override
        public AudioFormat inputFormat() {
            return AudioFormat.PCMU_8K;
        }

        @Override
        public void hear(byte[] audio) {}

        @Override
        public void greet() {
            var utterance = speech.begin(AudioFormat.PCM_8K);
            post(new EngineEvent.AssistantSaid(utterance, "Hola"));
            speech.offer(utterance, tone());
            speech.end(utterance);
            post(new EngineEvent.ReplyFinished());
            greeted.incrementAndGet();
        }

        private static byte[] tone() {
            var audio = new byte[AudioFormat.PCM_8K.bytes(GREETING)];
            for (int i = 0; i < audio.length / 2; i++) {
                int sample = (int) (8_000 * Math.sin(2 * Math.PI * 500 * i / 8_000));
                audio[2 * i] = (byte) sample;
                audio[2 * i + 1] = (byte) (sample >> 8);
            }
            return audio;
        }

        @Override
        public void toolFinished(String toolCallId, String output) {}

        @Override
        public void interrupted(long utterance, Duration heard) {}

        @Override
        public void switchboardSaid(String text) {}

        @Override
        public void ask(Ask ask) {}

        @Override
        public long droppedFrames() {
            return 0;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
