package io.centralita.app.eval.scenario;

import io.centralita.app.eval.scenario.Expectation.Count;
import io.centralita.tenant.document.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Values of fields. What is wrong is noted, and nothing is returned. Belongs to one thread.
final class Values {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Pattern TIME =
            Pattern.compile("(?:at most )?([0-9]{1,7}(?:[.,][0-9]{1,3})?) ?(ms|s|min)");
    private static final Pattern COUNT = Pattern.compile("(?:(at least|at most) )?([0-9]{1,4})");
    private static final Map<String, Integer> MILLIS = Map.of("ms", 1, "s", 1_000, "min", 60_000);

    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    /// Something that is not empty.
    Optional<String> text(Field field) {
        if (field.value() instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        faults.add(field.line(), "no-text", field.key());
        return Optional.empty();
    }

    /// One text, or a list of them.
    List<String> texts(Field field) {
        return items(field).stream().flatMap(item -> text(item).stream()).toList();
    }

    List<Words> words(Field field) {
        var found = new ArrayList<Words>();
        for (var item : items(field)) {
            text(item)
                    .ifPresent(
                            text -> {
                                try {
                                    found.add(Words.of(text));
                                } catch (PatternSyntaxException e) {
                                    faults.add(
                                            item.line(),
                                            "expression",
                                            text,
                                            String.valueOf(e.getDescription()));
                                }
                            });
        }
        return found;
    }

    /// The items of a list; what is no list is its only item.
    List<Field> items(Field field) {
        if (!(field.value() instanceof SequenceNode list)) {
            return List.of(field);
        }
        if (list.getValue().isEmpty()) {
            faults.add(field.line(), "empty-list", field.key());
        }
        return list.getValue().stream()
                .map(node -> new Field(field.key(), Field.line(node), node))
                .toList();
    }

    List<Node> list(Field field) {
        if (field.value() instanceof SequenceNode list) {
            return list.getValue();
        }
        faults.add(field.line(), "no-list", field.key());
        return List.of();
    }

    /// More than nothing, up to half an hour.
    Optional<Duration> time(Field field) {
        var written = text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var match = TIME.matcher(written.get());
        if (match.matches()) {
            var number = new BigDecimal(match.group(1).replace(',', '.'));
            var unit = BigDecimal.valueOf(MILLIS.getOrDefault(match.group(2), 1));
            var time = Duration.ofMillis(number.multiply(unit).longValue());
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return Optional.of(time);
            }
        }
        faults.add(field.line(), "no-time", field.key(), written.get());
        return Optional.empty();
    }

    Optional<Count> count(Field field) {
        var written = text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var match = COUNT.matcher(written.get());
        if (!match.matches()) {
            faults.add(field.line(), "no-count", field.key(), written.get());
            return Optional.empty();
        }
        var number = Integer.parseInt(match.group(2));
        return Optional.of(
                switch (match.group(1) == null ? "" : match.group(1)) {
                    case "at least" -> new Count(number, Integer.MAX_VALUE);
                    case "at most" -> new Count(0, number);
                    default -> new Count(number, number);
                });
    }

    Optional<Double> decimal(Field field, double least, double most) {
        var written = text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            var number = Double.parseDouble(written.get());
            if (least <= number && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        faults.add(
                field.line(),
                "no-number",
                field.key(),
                written.get(),
                String.valueOf(least),
                String.valueOf(most));
        return Optional.empty();
    }

    /// One of a few words.
    Optional<String> choice(Field field, List<String> words) {
        var written = text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var word = written.get().toLowerCase(Locale.ROOT);
        if (words.contains(word)) {
            return Optional.of(word);
        }
        var nearest = NearestName.of(word, words);
        if (nearest.isPresent()) {
            faults.add(
                    field.line(), "no-choice.nearest", field.key(), written.get(), nearest.get());
        } else {
            faults.add(
                    field.line(),
                    "no-choice",
                    field.key(),
                    written.get(),
                    String.join(", ", words));
        }
        return Optional.empty();
    }

    /// One of a few words, or several in a list.
    List<String> choices(Field field, List<String> words) {
        return items(field).stream().flatMap(item -> choice(item, words).stream()).toList();
    }

    /// Something that is only ever said to be so.
    void requireTrue(Field field) {
        if (text(field).filter("true"::equals).isEmpty()) {
            faults.add(field.line(), "not-true", field.key());
        }
    }
}
