package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The process's one worker on libespeak-ng: started by the first user, ended by the last. The
/// class's lock guards both fields.
final class SharedWorker {
    /// Clauses that may wait at a time. At a few milliseconds a clause the last one waits about a
    /// third of a second.
    private static final int QUEUE_CAPACITY = 64;

    private static @Nullable SpeechWorker worker;
    private static int users;

    private SharedWorker() {}

    /// Gives a share of the worker; closing it gives it back.
    static synchronized Share acquire() throws SynthesisException {
        var current = worker;
        if (current == null) {
            current = SpeechWorker.start(EspeakLibrary::open, QUEUE_CAPACITY);
            worker = current;
        }
        users++;
        return new Share(current);
    }

    private static synchronized void release() {
        users--;
        if (users == 0 && worker != null) {
            worker.close();
            worker = null;
        }
    }

    static final class Share implements ClauseRenderer {
        private final SpeechWorker worker;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Share(SpeechWorker worker) {
            this.worker = worker;
        }

        LibraryFacts facts() {
            return worker.facts();
        }

        @Override
        public Optional<Rendering> offer(Clause clause, Duration patience)
                throws SynthesisException, InterruptedException {
            if (!open.get()) {
                throw new SynthesisException("the voice is closed");
            }
            return worker.offer(clause, patience);
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                release();
            }
        }
    }
}
