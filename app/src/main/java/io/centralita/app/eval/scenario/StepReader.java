package io.centralita.app.eval.scenario;

import io.centralita.app.eval.scenario.Step.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Reads the steps of a scenario, in order. Belongs to one thread.
final class StepReader {
    private static final String HANG_UP = "hang-up";
    private static final List<String> ACTIONS =
            List.of("say", "play", "dtmf", "wait", "listen", "wait-for-hang-up", HANG_UP);

    /// Known, but no leg that a scenario calls over can carry it.
    private static final String TYPED = "type";

    private static final List<String> KEYS =
            Stream.of(ACTIONS, MomentReader.KEYS, List.of(TYPED, "expect"))
                    .flatMap(List::stream)
                    .toList();
    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{1,32}");

    private final Faults faults;
    private final Values values;
    private final MomentReader moments;
    private final ExpectationReader expectations;
    private @Nullable Action before;

    StepReader(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
        this.moments = new MomentReader(faults);
        this.expectations = new ExpectationReader(faults);
    }

    Optional<Step> read(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals(HANG_UP)) {
            return step(Field.line(node), Optional.of(new Action.HangUp()), Optional.empty());
        }
        var fields = Fields.of(node, "step", KEYS, faults);
        return fields.flatMap(f -> step(f.line(), action(f), fields));
    }

    private Optional<Step> step(int line, Optional<Action> action, Optional<Fields> fields) {
        if (action.isEmpty()) {
            return Optional.empty();
        }
        if (before instanceof Action.HangUp || before instanceof Action.AwaitHangUp) {
            faults.add(line, "after-the-end");
        }
        var moment = moments.read(fields, action.get(), before);
        before = action.get();
        var expected =
                fields.flatMap(f -> f.find("expect"))
                        .map(field -> expectations.ofStep(field, action.get()))
                        .orElse(List.of());
        return Optional.of(new Step(line, action.get(), moment, expected));
    }

    private Optional<Action> action(Fields fields) {
        if (fields.has(TYPED)) {
            faults.add(fields.line(), "typed");
            return Optional.empty();
        }
        var named = ACTIONS.stream().filter(fields::has).toList();
        if (named.size() != 1) {
            if (!named.isEmpty()) {
                faults.add(fields.line(), "two-actions", String.join(", ", named));
            } else if (fields.understood()) {
                faults.add(fields.line(), "no-action", String.join(", ", ACTIONS));
            }
            return Optional.empty();
        }
        var field = fields.find(named.getFirst()).orElseThrow();
        return switch (field.key()) {
            case "say" -> values.text(field).map(Action.Say::new);
            case "play" -> recording(field);
            case "dtmf" -> digits(field);
            case "wait" -> values.time(field).map(Action.Pause::new);
            case "listen" ->
                    values.time(field).map(time -> new Action.Listen(silence(fields), time));
            case "wait-for-hang-up" -> values.time(field).map(Action.AwaitHangUp::new);
            default -> {
                values.requireTrue(field);
                yield Optional.of(new Action.HangUp());
            }
        };
    }

    /// Before the caller's first words it is the greeting that is listened to.
    private Duration silence(Fields fields) {
        return fields.find("silence")
                .flatMap(values::time)
                .orElse(before == null ? MomentReader.GREETING_SILENCE : MomentReader.SILENCE);
    }

    private Optional<Action> recording(Field field) {
        var written = values.text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Path audio = faults.file().toAbsolutePath().resolveSibling(written.get());
        if (!Files.isReadable(audio)) {
            faults.add(field.line(), "no-recording", written.get());
        }
        return Optional.of(new Action.Play(audio));
    }

    private Optional<Action> digits(Field field) {
        var written = values.text(field);
        if (written.isPresent() && !DIGITS.matcher(written.get()).matches()) {
            faults.add(field.line(), "no-digits", written.get());
            return Optional.empty();
        }
        return written.map(Action.Keys::new);
    }
}
