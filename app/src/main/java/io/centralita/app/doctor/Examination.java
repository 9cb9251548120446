package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Runs checks and tells what they found, a line each, with a total at the end.
public final class Examination {
    private static final int NAME_WIDTH = 24;

    private final Messages messages;
    private final Consumer<String> lines;

    /// @param lines takes each line for people as soon as it is known
    public Examination(Messages messages, Consumer<String> lines) {
        this.messages = messages;
        this.lines = lines;
    }

    /// One check's outcome.
    public record Outcome(String name, Finding finding, Duration took) {
        public boolean passed() {
            return finding instanceof Finding.Pass;
        }
    }

    /// Runs all of them, whatever the earlier ones found.
    public List<Outcome> run(List<Check> checks) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        for (var check : checks) {
            var outcome = run(check);
            outcomes.add(outcome);
            tell(outcome);
        }
        var passed = outcomes.stream().filter(Outcome::passed).count();
        lines.accept(passed + "/" + outcomes.size());
        return outcomes;
    }

    private Outcome run(Check check) throws InterruptedException {
        var start = System.nanoTime();
        Finding finding;
        try {
            finding = check.look().look();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            finding = new Finding.Fail(words(e), messages.text("doctor.remedy.fault"));
        }
        return new Outcome(check.name(), finding, Duration.ofNanos(System.nanoTime() - start));
    }

    private void tell(Outcome outcome) {
        var head =
                "%s  %s %6d ms  "
                        .formatted(
                                outcome.passed() ? "PASS" : "FAIL",
                                pad(outcome.name()),
                                outcome.took().toMillis());
        switch (outcome.finding()) {
            case Finding.Pass(var detail) -> tell(head, detail);
            case Finding.Fail(var detail, var remedy) -> {
                tell(head, detail);
                tell("      → ", remedy);
            }
        }
    }

    private void tell(String head, String text) {
        var indent = " ".repeat(Math.min(head.length(), 6));
        var first = true;
        for (var line : Columns.wrap(text, head.length(), indent.length())) {
            lines.accept(first ? head + line : indent + line);
            first = false;
        }
    }

    private static String pad(String name) {
        return name.length() >= NAME_WIDTH ? name : name + " ".repeat(NAME_WIDTH - name.length());
    }

    private static String words(Exception fault) {
        var message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }
}
