package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that may touch a library which is not thread-safe, and its queue of clauses.
///
/// First come, first served, a clause at a time: whoever speaks long has one clause in the queue
/// like everybody else. The thread renders into memory and never waits for a listener.
final class SpeechWorker implements ClauseRenderer {
    private static final Logger log = LoggerFactory.getLogger(SpeechWorker.class);

    /// A clause takes milliseconds; after so long the library is taken for stuck.
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private final ArrayBlockingQueue<Job> queue;
    private final Thread thread;
    private final CompletableFuture<LibraryFacts> started = new CompletableFuture<>();
    private volatile boolean closed;

    /// A speech library. Confined to the worker's thread from open to close.
    interface Library extends AutoCloseable {
        LibraryFacts facts();

        /// Renders until done or no longer wanted (then what was made so far is of no interest).
        short[] render(Clause clause, BooleanSupplier wanted) throws SynthesisException;

        @Override
        void close();
    }

    @FunctionalInterface
    interface LibraryOpener {
        Library open() throws SynthesisException;
    }

    private SpeechWorker(LibraryOpener opener, int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        thread = Thread.ofPlatform().name("espeak").daemon().unstarted(() -> serve(opener));
    }

    /// Starts the thread and waits until the library is open in it.
    ///
    /// @param capacity clauses that may wait at a time
    static SpeechWorker start(LibraryOpener opener, int capacity) throws SynthesisException {
        var worker = new SpeechWorker(opener, capacity);
        worker.thread.start();
        try {
            worker.started.get(STUCK_AFTER.toNanos(), TimeUnit.NANOSECONDS);
            return worker;
        } catch (ExecutionException e) {
            throw asSynthesisException(e);
        } catch (TimeoutException e) {
            throw new SynthesisException("the speech library does not start", e);
        } catch (InterruptedException e) {
            worker.close();
            Thread.currentThread().interrupt();
            throw new SynthesisException("interrupted while the speech library started", e);
        }
    }

    LibraryFacts facts() {
        return started.join();
    }

    @Override
    public Optional<Rendering> offer(Clause clause, Duration patience)
            throws SynthesisException, InterruptedException {
        if (closed) {
            throw closedException();
        }
        var job = new Job(clause);
        if (!queue.offer(job, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        if (closed) {
            refuseWaiting();
        }
        return Optional.of(job);
    }

    /// Breaks off what is being rendered, refuses what waits and ends the thread.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (!thread.join(STUCK_AFTER)) {
                log.atError().log("speech library does not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(LibraryOpener opener) {
        try (Library library = opener.open()) {
            started.complete(library.facts());
            while (!closed) {
                queue.take().render(library);
            }
        } catch (InterruptedException e) {
            log.atDebug().log("speech worker ends");
        } catch (SynthesisException | RuntimeException | LinkageError e) {
            if (!started.completeExceptionally(e)) {
                log.atError().setCause(e).log("speech library failed");
            }
        } finally {
            closed = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Job job = queue.poll(); job != null; job = queue.poll()) {
            job.result.completeExceptionally(closedException());
        }
    }

    private static SynthesisException closedException() {
        return new SynthesisException("the voice is closed");
    }

    /// A future's exception wraps what really happened.
    private static SynthesisException asSynthesisException(Exception wrapper) {
        Throwable cause = wrapper.getCause() == null ? wrapper : wrapper.getCause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new SynthesisException(message, cause);
    }

    private final class Job implements Rendering {
        private final Clause clause;
        private final CompletableFuture<short[]> result = new CompletableFuture<>();
        private volatile boolean abandoned;

        Job(Clause clause) {
            this.clause = clause;
        }

        void render(Library library) {
            if (abandoned) {
                return;
            }
            try {
                short[] pcm = library.render(clause, () -> !abandoned && !closed);
                if (closed) {
                    result.completeExceptionally(closedException());
                } else {
                    result.complete(pcm);
                }
            } catch (SynthesisException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public short[] await() throws SynthesisException, InterruptedException {
            try {
                return result.get(STUCK_AFTER.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw asSynthesisException(e);
            } catch (TimeoutException e) {
                abandon();
                throw new SynthesisException("the speech library does not answer", e);
            } catch (InterruptedException e) {
                abandon();
                throw e;
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
            queue.remove(this);
        }
    }
}
