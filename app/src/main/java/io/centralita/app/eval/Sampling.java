package io.centralita.app.eval;

import io.centralita.app.eval.Evidence.Answer;
import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Expectation.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Asks the sources of right answers every second from the end of a question until the call is
/// over: facts move. Threads: a virtual one for each expectation.
final class Sampling implements AutoCloseable {
    static final long PAUSE_MS = 1_000;

    /// As long as a call may go on after the question.
    private static final int MOST = 600;

    private final Sources sources;
    private final Locale language;
    private final LongSupplier nowMs;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Expectation, List<Answer>> answers = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /// @param nowMs since the start of the call
    Sampling(Sources sources, Locale language, LongSupplier nowMs) {
        this.sources = sources;
        this.language = language;
        this.nowMs = nowMs;
    }

    /// Does not block.
    synchronized void begin(Expectation expectation) {
        if (expectation.what() instanceof What.AnswersFrom asked && over.getCount() > 0) {
            threads.add(
                    Thread.ofVirtual().name("eval/source").start(() -> sample(expectation, asked)));
        }
    }

    private void sample(Expectation expectation, What.AnswersFrom asked) {
        try {
            for (var i = 0; i < MOST && over.getCount() > 0; i++) {
                var at = nowMs.getAsLong();
                sources.answer(asked.source(), asked.question(), language)
                        .ifPresent(text -> add(expectation, new Answer(at, text)));
                if (over.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Expectation expectation, Answer answer) {
        answers.computeIfAbsent(expectation, _ -> new ArrayList<>()).add(answer);
    }

    synchronized Map<Expectation, List<Answer>> answers() {
        var copy = new HashMap<Expectation, List<Answer>>();
        answers.forEach((expectation, list) -> copy.put(expectation, List.copyOf(list)));
        return copy;
    }

    /// No further questions; one under way is given up.
    @Override
    public synchronized void close() {
        over.countDown();
        threads.forEach(Thread::interrupt);
    }
}
