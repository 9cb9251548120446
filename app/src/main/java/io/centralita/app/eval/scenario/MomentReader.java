package io.centralita.app.eval.scenario;

import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.app.eval.scenario.Step.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads when a step begins: `after`, `at` or `while`, and what goes with them. Belongs to one
/// thread.
final class MomentReader {
    /// Silence after which a reply is over: longer than the switchboard allows itself inside one.
    static final Duration SILENCE = Duration.ofSeconds(3);

    static final Duration GREETING_SILENCE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(700);

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration BARGE_IN = Duration.ofMillis(600);
    private static final String REPLY = "reply";

    private static final List<String> WHEN = List.of("after", "at", "while");
    static final List<String> KEYS = List.of("after", "at", "while", "silence", "for", "patience");

    private final Faults faults;
    private final Values values;
    private Duration latest = Duration.ZERO;

    MomentReader(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    /// @param before what the caller did before; null for the first step
    Moment read(Optional<Fields> fields, Action action, @Nullable Action before) {
        var standard = standard(before);
        return fields.map(
                        f ->
                                switch (action) {
                                    case Action.Say _,
                                            Action.Play _,
                                            Action.Keys _,
                                            Action.HangUp _ ->
                                            moment(f, standard, before == null);
                                    case Action.Listen _ -> {
                                        refuse(f, List.of("silence"), "listen");
                                        yield new Moment.AtOnce();
                                    }
                                    case Action.Pause _ -> {
                                        refuse(f, List.of(), "wait");
                                        yield new Moment.AtOnce();
                                    }
                                    case Action.AwaitHangUp _ -> {
                                        refuse(f, List.of(), "wait-for-hang-up");
                                        yield new Moment.AtOnce();
                                    }
                                })
                .orElse(standard);
    }

    /// After his own words a caller waits for the reply, at the beginning for the greeting.
    private static Moment standard(@Nullable Action before) {
        if (before == null) {
            return new Moment.AfterReply(GREETING_SILENCE, PATIENCE);
        }
        return before.speaks() ? new Moment.AfterReply(SILENCE, PATIENCE) : new Moment.AtOnce();
    }

    private Moment moment(Fields fields, Moment standard, boolean first) {
        var named = WHEN.stream().filter(fields::has).toList();
        if (named.size() > 1) {
            faults.add(fields.line(), "two-moments", String.join(", ", named));
            return standard;
        }
        if (named.isEmpty()) {
            if (!(standard instanceof Moment.AfterReply reply)) {
                refuse(fields, List.of(), "at once");
                return standard;
            }
            refuse(fields, List.of("silence", "patience"), "after: reply");
            return new Moment.AfterReply(silence(fields, reply.silence()), patience(fields));
        }
        var field = fields.find(named.getFirst()).orElseThrow();
        return switch (field.key()) {
            case "after" -> after(fields, field, first);
            case "at" -> at(fields, field);
            default -> during(fields, field);
        };
    }

    private Moment after(Fields fields, Field field, boolean first) {
        if (values.text(field).filter(REPLY::equals).isPresent()) {
            refuse(fields, List.of("silence", "patience"), "after: reply");
            var standard = first ? GREETING_SILENCE : SILENCE;
            return new Moment.AfterReply(silence(fields, standard), patience(fields));
        }
        refuse(fields, List.of(), "after");
        return new Moment.AfterPause(values.time(field).orElse(SILENCE));
    }

    private Moment at(Fields fields, Field field) {
        refuse(fields, List.of(), "at");
        var time = values.time(field).orElse(latest);
        if (time.compareTo(latest) < 0) {
            faults.add(field.line(), "back-in-time");
        }
        latest = time;
        return new Moment.At(time);
    }

    private Moment during(Fields fields, Field field) {
        var what = values.choice(field, List.of("speaking", "tool"));
        if (what.filter("tool"::equals).isPresent()) {
            refuse(fields, List.of("silence", "patience"), "while: tool");
            return new Moment.WhileTool(silence(fields, BETWEEN_SENTENCES), patience(fields));
        }
        refuse(fields, List.of("for", "patience"), "while: speaking");
        var heard = fields.find("for").flatMap(values::time).orElse(BARGE_IN);
        return new Moment.WhileSpeaking(heard, patience(fields));
    }

    private Duration silence(Fields fields, Duration standard) {
        return fields.find("silence").flatMap(values::time).orElse(standard);
    }

    private Duration patience(Fields fields) {
        return fields.find("patience").flatMap(values::time).orElse(PATIENCE);
    }

    /// What makes no sense together with what else is written.
    private void refuse(Fields fields, List<String> allowed, String beside) {
        for (var key : KEYS) {
            var named = WHEN.contains(key) && beside.startsWith(key);
            if (!allowed.contains(key) && !named) {
                fields.find(key)
                        .ifPresent(field -> faults.add(field.line(), "not-with", key, beside));
            }
        }
    }
}
