package io.centralita.app.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs checks and tells what they found, a line each, with a total at the end. Belongs to one
/// thread.
public final class Examination {
    private static final int NAME_WIDTH = 60;
    private static final String INDENT = "      ";

    private final Messages messages;
    private final Consumer<String> lines;
    private final Consumer<Outcome> found;
    private final List<Outcome> outcomes = new ArrayList<>();

    /// @param lines takes each line for people as soon as it is known
    public Examination(Messages messages, Consumer<String> lines) {
        this(messages, lines, _ -> {});
    }

    /// @param found takes each outcome as soon as it is known
    public Examination(Messages messages, Consumer<String> lines, Consumer<Outcome> found) {
        this.messages = messages;
        this.lines = lines;
        this.found = found;
    }

    /// How a check came out; printed as it is.
    public enum Status {
        PASS,
        /// Does not count.
        NOTE,
        FAIL
    }

    /// One check's outcome. Texts are in the operator's language.
    ///
    /// @param remedy what to do; present where it failed
    public record Outcome(
            String name, Status status, Duration took, String detail, Optional<String> remedy) {}

    /// Runs all of them, whatever the earlier ones found.
    public void run(List<Check> checks) throws InterruptedException {
        for (var check : checks) {
            add(run(check));
        }
    }

    /// Adds an outcome found elsewhere.
    public void add(Outcome outcome) {
        outcomes.add(outcome);
        found.accept(outcome);
        var head = outcome.status() + "  ";
        var names =
                Columns.wrap(
                        outcome.name(), Columns.WIDTH - NAME_WIDTH, Columns.WIDTH - NAME_WIDTH);
        lines.accept(head + pad(names.getFirst()) + " %6d ms".formatted(outcome.took().toMillis()));
        names.stream().skip(1).forEach(rest -> lines.accept(INDENT + rest));
        tell(INDENT, outcome.detail());
        outcome.remedy().ifPresent(remedy -> tell(INDENT + "→ ", remedy));
    }

    /// Tells the total, `7/8` for example; notes are not counted.
    ///
    /// @return whether all passed
    public boolean conclude() {
        lines.accept(passed() + "/" + counted());
        return passed() == counted();
    }

    private long passed() {
        return outcomes.stream().filter(o -> o.status() == Status.PASS).count();
    }

    private long counted() {
        return outcomes.stream().filter(o -> o.status() != Status.NOTE).count();
    }

    /// Everything for programs. Fields may be added, none renamed.
    public ObjectNode json() {
        var all = JsonNodeFactory.instance.objectNode();
        all.put("passed", passed()).put("of", counted());
        var checks = all.putArray("checks");
        for (var outcome : outcomes) {
            var check =
                    checks.addObject()
                            .put("name", outcome.name())
                            .put("status", outcome.status().name())
                            .put("ms", outcome.took().toMillis())
                            .put("detail", outcome.detail());
            outcome.remedy().ifPresent(remedy -> check.put("remedy", remedy));
        }
        return all;
    }

    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private Outcome run(Check check) throws InterruptedException {
        var start = System.nanoTime();
        Check.Finding finding;
        try {
            finding = check.look().look();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // whatever goes wrong is what the check found
            finding = new Check.Finding.Fail(words(e), messages.text("doctor.remedy.fault"));
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        return switch (finding) {
            case Check.Finding.Pass(var detail) ->
                    new Outcome(check.name(), Status.PASS, took, detail, Optional.empty());
            case Check.Finding.Note(var detail) ->
                    new Outcome(check.name(), Status.NOTE, took, detail, Optional.empty());
            case Check.Finding.Fail(var detail, var remedy) ->
                    new Outcome(check.name(), Status.FAIL, took, detail, Optional.of(remedy));
        };
    }

    private void tell(String head, String text) {
        var first = true;
        for (var line : Columns.wrap(text, head.length(), INDENT.length())) {
            lines.accept((first ? head : INDENT) + line);
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
