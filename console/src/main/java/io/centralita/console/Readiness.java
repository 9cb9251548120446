package io.centralita.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates the checks, all at once, each given 2 s. A check that does not even end when
/// interrupted is not started a second time beside itself.
public final class Readiness {
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Readiness.class);

    /// @param detail what is wrong; empty when ready
    public record Answer(String name, boolean ready, String detail) {}

    private final List<Guarded> checks;
    private final ExecutorService threads;
    private final Duration deadline;
    private final ConsoleTexts texts;

    Readiness(
            List<ReadinessCheck> checks,
            ExecutorService threads,
            Duration deadline,
            ConsoleTexts texts) {
        this.checks =
                checks.stream().map(check -> new Guarded(check, new AtomicBoolean())).toList();
        this.threads = threads;
        this.deadline = deadline;
        this.texts = texts;
    }

    /// Blocks until every check has answered or the deadline has passed.
    List<Answer> evaluate() throws InterruptedException {
        var futures =
                threads.invokeAll(
                        checks.stream()
                                .<Callable<Optional<String>>>map(check -> () -> run(check))
                                .toList(),
                        deadline.toNanos(),
                        TimeUnit.NANOSECONDS);
        var answers = new ArrayList<Answer>(checks.size());
        for (int i = 0; i < checks.size(); i++) {
            var name = checks.get(i).check().name();
            var trouble = troubleIn(name, futures.get(i));
            answers.add(new Answer(name, trouble.isEmpty(), trouble.orElse("")));
        }
        return List.copyOf(answers);
    }

    private Optional<String> run(Guarded guarded) {
        if (!guarded.running().compareAndSet(false, true)) {
            return Optional.of(texts.text("ready.stillRunning"));
        }
        try {
            return guarded.check().trouble().get();
        } finally {
            guarded.running().set(false);
        }
    }

    private Optional<String> troubleIn(String name, Future<Optional<String>> future)
            throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException _) {
            return Optional.of(texts.text("ready.noAnswer", deadline.toSeconds()));
        } catch (ExecutionException e) {
            log.atWarn().addKeyValue("check", name).setCause(e.getCause()).log("check failed");
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    private record Guarded(ReadinessCheck check, AtomicBoolean running) {}
}
