package io.centralita.engine.phrase;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.Usage;
import io.centralita.engine.phrase.PhraseVoice.Rendered;
import io.centralita.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes down what a session says, for somebody who waits for it. Thread-safe.
final class Take implements SpeechOut {
    /// No sentence is as long as this.
    private static final int MOST_BYTES = 4_000_000;

    private static final int MOST_EVENTS = 1_024;

    private final long deadline;
    private final Consumer<Usage> used;
    private final LinkedBlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>(MOST_EVENTS);
    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
    private final StringBuilder words = new StringBuilder();
    private @Nullable AudioFormat format;
    private volatile boolean tooLong;

    /// @param deadline by the system's clock, for everything together
    /// @param used is told what is used, whether something comes of it or not
    Take(long deadline, Consumer<Usage> used) {
        this.deadline = deadline;
        this.used = used;
    }

    void on(EngineEvent event) {
        if (event instanceof EngineEvent.Used(var usage)) {
            used.accept(usage);
            return;
        }
        if (!events.offer(event)) {
            tooLong = true;
        }
    }

    /// Waits for an event of this kind.
    ///
    /// @throws IOException when the engine fails, or takes too long
    void await(Class<? extends EngineEvent> kind) throws IOException, InterruptedException {
        while (true) {
            var left = deadline - System.nanoTime();
            var event = events.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new IOException("the engine took too long");
            }
            if (event instanceof EngineEvent.AssistantSaid(_, var text)) {
                words.append(' ').append(text);
            }
            if (event instanceof EngineEvent.Failed(var failure)) {
                throw new IOException("the engine failed: " + failure.word());
            }
            if (kind.isInstance(event)) {
                return;
            }
        }
    }

    /// What the engine said it said, up to the event that was waited for last.
    String words() {
        return words.toString();
    }

    /// @throws IOException when there was nothing, or too much
    synchronized Rendered whole() throws IOException {
        if (format == null || audio.size() == 0 || tooLong) {
            throw new IOException(tooLong ? "the engine said too much" : "the engine said nothing");
        }
        return new Rendered(audio.toByteArray(), format);
    }

    @Override
    public synchronized long begin(AudioFormat written) {
        if (format != null && !format.equals(written)) {
            tooLong = true; // two utterances in two formats are not one sentence
        }
        format = written;
        return 1;
    }

    @Override
    public boolean write(long utterance, byte[] more) {
        return offer(utterance, more);
    }

    @Override
    public synchronized boolean offer(long utterance, byte[] more) {
        if (audio.size() + more.length > MOST_BYTES) {
            tooLong = true;
            return false;
        }
        audio.writeBytes(more);
        return true;
    }

    @Override
    public void end(long utterance) {
        // the engine says so by its events
    }
}
