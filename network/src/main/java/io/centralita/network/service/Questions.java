package io.centralita.network.service;

import io.centralita.network.Answer;
import io.centralita.network.Answerer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The questions being answered: each on a virtual thread, a bounded number at once.
final class Questions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Questions.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Answerer answerer;
    private final Semaphore places;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicLong counter = new AtomicLong();
    private volatile boolean closed;

    Questions(Answerer answerer, int atOnce) {
        this.answerer = answerer;
        this.places = new Semaphore(atOnce);
    }

    /// What becomes of a question, called once on the question's own thread.
    interface Outcome {
        void answered(Answer answer);

        void failed();
    }

    /// Never blocks. Null means that there is no place left; else the way to give the question up.
    @Nullable Runnable ask(String question, Locale language, Duration within, Outcome outcome) {
        if (closed || !places.tryAcquire()) {
            return null;
        }
        var thread =
                Thread.ofVirtual()
                        .name("question-" + counter.incrementAndGet())
                        .unstarted(() -> serve(question, language, within, outcome));
        threads.add(thread);
        thread.start();
        return thread::interrupt;
    }

    private void serve(String question, Locale language, Duration within, Outcome outcome) {
        Consumer<Outcome> end = Outcome::failed;
        var start = System.nanoTime();
        try {
            var answer = answerer.ask(question, language, within);
            end = o -> o.answered(answer);
            log.atInfo()
                    .addKeyValue("kind", answer.kind())
                    .addKeyValue("asked", answer.asked())
                    .addKeyValue("answered", answer.answered())
                    .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - start).toMillis())
                    .log("question answered");
        } catch (InterruptedException e) {
            log.atInfo().log("question given up");
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("question failed");
        } finally {
            places.release();
            threads.remove(Thread.currentThread());
            end.accept(outcome);
        }
    }

    /// Gives up what is under way and waits briefly for it.
    @Override
    public void close() {
        closed = true;
        var waiting = Set.copyOf(threads);
        waiting.forEach(Thread::interrupt);
        answerer.close();
        try {
            for (var thread : waiting) {
                if (!thread.join(FAREWELL)) {
                    log.atWarn().addKeyValue("thread", thread.getName()).log("question stays");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
