package io.centralita.app.doctor;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.engine.Usage;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A call that nobody hears: opens a session as a telephone call does, and may have the model say
/// one sentence. Belongs to one thread; what the session tells may come on any.
final class ModelProbe implements EngineListener, SpeechOut, AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final Duration SPEAKING = Duration.ofSeconds(30);

    /// A sentence brings some dozens of events.
    private static final int MOST_EVENTS = 10_000;

    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>(MOST_EVENTS);
    private final AtomicLong firstAudioAt = new AtomicLong();
    private final AtomicLong audioBytes = new AtomicLong();
    private final List<Usage> used = new ArrayList<>();
    private final EngineSession session;

    /// @param sentence the model may be made to say
    ModelProbe(Engine engine, Locale language, String sentence) {
        session =
                engine.open(
                        new SessionSettings(
                                "doctor",
                                language,
                                sentence,
                                new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                                Map.of(),
                                List.of(),
                                AudioFormat.PCMU_8K),
                        this,
                        this);
    }

    /// Waits until the session is open and configured.
    ///
    /// @return what went wrong; null where nothing did
    @Nullable EngineFailure opened() throws InterruptedException {
        return await(EngineEvent.Ready.class, OPENING);
    }

    /// What came of having it say the sentence.
    ///
    /// @param toFirstAudio null where none came
    /// @param failure null where nothing went wrong
    record Spoken(
            @Nullable Duration toFirstAudio,
            Duration audio,
            List<Usage> used,
            @Nullable EngineFailure failure) {}

    Spoken speak() throws InterruptedException {
        long asked = System.nanoTime();
        session.greet();
        var failure = await(EngineEvent.ReplyFinished.class, SPEAKING);
        long first = firstAudioAt.get();
        return new Spoken(
                first == 0 ? null : Duration.ofNanos(first - asked),
                AudioFormat.PCMU_8K.duration(audioBytes.get()),
                List.copyOf(used),
                failure);
    }

    private @Nullable EngineFailure await(Class<? extends EngineEvent> wanted, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return new EngineFailure.Unreachable("model", null);
            }
            if (event instanceof EngineEvent.Failed(var failure)) {
                return failure;
            }
            if (event instanceof EngineEvent.Used(var usage)) {
                used.add(usage);
            }
            if (wanted.isInstance(event)) {
                return null;
            }
        }
    }

    @Override
    public void on(EngineEvent event) {
        var _ = events.offer(event);
    }

    @Override
    public long begin(AudioFormat format) {
        return 1;
    }

    @Override
    public boolean write(long utterance, byte[] audio) {
        return offer(utterance, audio);
    }

    @Override
    public boolean offer(long utterance, byte[] audio) {
        firstAudioAt.compareAndSet(0, System.nanoTime());
        audioBytes.addAndGet(audio.length);
        return true;
    }

    @Override
    public void end(long utterance) {}

    @Override
    public void close() {
        session.close();
    }
}
