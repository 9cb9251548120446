package io.centralita.app.eval.scenario;

import io.centralita.app.eval.scenario.Expectation.Limit;
import io.centralita.app.eval.scenario.Expectation.Source;
import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.eval.scenario.Expectation.Who;
import io.centralita.app.eval.scenario.Step.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Reads `expect:` lists, of a step or of the whole call. Belongs to one thread.
final class ExpectationReader {
    private static final List<String> OPTIONS = List.of("within", "by", "who", "reason");
    private static final List<String> TOOL = List.of("name", "outcome", "count", "arguments");
    private static final List<String> SOURCES = List.of("network", "clock");
    private static final List<String> WHO = List.of("assistant", "switchboard");
    private static final List<String> ENDERS =
            List.of("caller", "assistant", "channel", "engine", "switchboard");
    private static final List<String> OUTCOMES =
            List.of(
                    "answered",
                    "timed-out",
                    "unreachable",
                    "http-error",
                    "rate-limited",
                    "invalid-arguments",
                    "refused",
                    "unexpected",
                    "cancelled");

    /// What can be expected, where, and with which options.
    private enum Kind {
        HEARD("heard", true, true, true),
        NOT_HEARD("not-heard", true, true, true),
        SAYS("says", true, true, true),
        NOT_SAYS("not-says", true, true, true),
        IN_ORDER("in-order", true, true, true),
        UNDERSTOOD("understood", true, true, false),
        ANSWERS_FROM("answers-from", true, false, true),
        STOPS_WITHIN("stops-within", true, false, false),
        SILENCE("silence", true, true, false),
        TOOLS("tools", false, true, false),
        ENDED_BY("ended-by", false, true, false),
        NO_REPEAT("no-repeat", false, true, false);

        private final String key;
        private final boolean ofStep;
        private final boolean ofCall;
        private final boolean limited;

        Kind(String key, boolean ofStep, boolean ofCall, boolean limited) {
            this.key = key;
            this.ofStep = ofStep;
            this.ofCall = ofCall;
            this.limited = limited;
        }

        private boolean takes(String option) {
            return switch (option) {
                case "who" -> this == SAYS;
                case "reason" -> this == ENDED_BY;
                default -> limited;
            };
        }
    }

    private static final List<String> KINDS = Stream.of(Kind.values()).map(k -> k.key).toList();
    private static final List<String> KEYS =
            Stream.concat(KINDS.stream(), OPTIONS.stream()).toList();

    private final Faults faults;
    private final Values values;

    ExpectationReader(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    List<Expectation> ofCall(Field field) {
        return read(field, Optional.empty());
    }

    List<Expectation> ofStep(Field field, Action action) {
        return read(field, Optional.of(action));
    }

    private List<Expectation> read(Field field, Optional<Action> action) {
        var found = new ArrayList<Expectation>();
        var nodes = values.list(field);
        for (var node : nodes) {
            expectation(node, action).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Expectation> expectation(Node node, Optional<Action> action) {
        var fields = Fields.of(node, "expect", KEYS, faults);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var all = fields.get();
        var named = Stream.of(Kind.values()).filter(kind -> all.has(kind.key)).toList();
        if (named.size() != 1) {
            if (!named.isEmpty()) {
                var names = named.stream().map(kind -> kind.key).toList();
                faults.add(all.line(), "two-expectations", String.join(", ", names));
            } else if (all.understood()) {
                faults.add(all.line(), "no-expectation", String.join(", ", KINDS));
            }
            return Optional.empty();
        }
        var kind = named.getFirst();
        var field = all.find(kind.key).orElseThrow();
        for (var option : OPTIONS) {
            if (!kind.takes(option)) {
                all.find(option).ifPresent(f -> faults.add(f.line(), "not-with", option, kind.key));
            }
        }
        if (action.isPresent() ? !kind.ofStep : !kind.ofCall) {
            faults.add(field.line(), action.isPresent() ? "call-only" : "step-only", kind.key);
            return Optional.empty();
        }
        return what(kind, field, all, action)
                .map(what -> new Expectation(field.line(), what, limit(all)));
    }

    private Optional<What> what(Kind kind, Field field, Fields all, Optional<Action> action) {
        return switch (kind) {
            case HEARD -> some(values.texts(field)).map(What.Heard::new);
            case NOT_HEARD -> some(values.texts(field)).map(What.NotHeard::new);
            case SAYS -> some(values.words(field)).map(any -> new What.Says(any, who(all)));
            case NOT_SAYS -> some(values.words(field)).map(What.NotSays::new);
            case IN_ORDER -> inOrder(field);
            case UNDERSTOOD -> some(values.words(field)).map(What.Understood::new);
            case ANSWERS_FROM -> answersFrom(field, action);
            case STOPS_WITHIN -> stopsWithin(field, action);
            case SILENCE -> values.time(field).map(What.Silence::new);
            case TOOLS -> tools(field);
            case ENDED_BY ->
                    some(values.choices(field, ENDERS))
                            .map(any -> new What.EndedBy(any, option(all, "reason")));
            case NO_REPEAT -> {
                values.requireTrue(field);
                yield Optional.of(new What.NoRepeat());
            }
        };
    }

    private static <T> Optional<List<T>> some(List<T> list) {
        return Optional.of(list).filter(items -> !items.isEmpty());
    }

    private Optional<What> inOrder(Field field) {
        var all = values.words(field);
        if (all.size() == 1) {
            faults.add(field.line(), "order-of-one");
        }
        return some(all).map(What.InOrder::new);
    }

    /// `network`, or `{network: "another wording"}`.
    private Optional<What> answersFrom(Field field, Optional<Action> action) {
        if (!(field.value() instanceof ScalarNode)) {
            var fields = Fields.of(field.value(), "answers-from", SOURCES, faults);
            if (fields.map(f -> f.names().size()).filter(n -> n != 1).isPresent()) {
                faults.add(field.line(), "one-source", String.join(", ", SOURCES));
                return Optional.empty();
            }
            return fields.flatMap(f -> f.all().stream().findFirst())
                    .flatMap(
                            source ->
                                    values.text(source)
                                            .map(
                                                    q ->
                                                            new What.AnswersFrom(
                                                                    source(source.key()), q)));
        }
        var word = values.choice(field, SOURCES);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var source = source(word.get());
        if (action.orElse(null) instanceof Action.Say(var text)) {
            return Optional.of(new What.AnswersFrom(source, text));
        }
        if (source == Source.NETWORK) {
            faults.add(field.line(), "no-question");
            return Optional.empty();
        }
        return Optional.of(new What.AnswersFrom(source, ""));
    }

    private static Source source(String word) {
        return Source.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Optional<What> stopsWithin(Field field, Optional<Action> action) {
        if (action.filter(Action::speaks).isEmpty()) {
            faults.add(field.line(), "needs-speech", field.key());
        }
        return values.time(field).map(What.StopsWithin::new);
    }

    private Optional<What> tools(Field field) {
        if (field.value() instanceof ScalarNode scalar && scalar.getValue().equals("none")) {
            return Optional.of(new What.Tools("", "", new Expectation.Count(0, 0), ""));
        }
        return Fields.of(field.value(), "tools", TOOL, faults)
                .map(
                        fields ->
                                new What.Tools(
                                        option(fields, "name"),
                                        fields.find("outcome")
                                                .flatMap(f -> values.choice(f, OUTCOMES))
                                                .orElse(""),
                                        fields.find("count")
                                                .flatMap(values::count)
                                                .orElse(
                                                        new Expectation.Count(
                                                                1, Integer.MAX_VALUE)),
                                        option(fields, "arguments")));
    }

    private Who who(Fields all) {
        return all.find("who")
                .flatMap(field -> values.choice(field, WHO))
                .map(word -> Who.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Who.ANYBODY);
    }

    private String option(Fields fields, String key) {
        return fields.find(key).flatMap(values::text).orElse("");
    }

    private Limit limit(Fields all) {
        if (all.has("within") && all.has("by")) {
            faults.add(all.line(), "not-with", "within", "by");
        }
        Optional<Limit> within = all.find("within").flatMap(values::time).map(Limit.Within::new);
        return within.or(() -> all.find("by").flatMap(values::time).map(Limit.By::new))
                .orElse(new Limit.None());
    }
}
