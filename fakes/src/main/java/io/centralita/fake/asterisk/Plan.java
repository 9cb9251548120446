package io.centralita.fake.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What goes wrong, with which requests.
public record Plan(List<Rule> rules) {
    /// All goes well.
    public static final Plan NONE = new Plan(List.of());

    /// Of a rule that holds for ever.
    public static final int ALWAYS = Integer.MAX_VALUE;

    public Plan {
        rules = List.copyOf(rules);
    }

    /// @param method GET for example; `events` for the handshake of an events WebSocket
    /// @param path below `/ari/`, a regular expression
    /// @param times how often
    public record Rule(String method, Pattern path, int times, Misbehaviour misbehaviour) {}

    /// All requests.
    public static Plan every(Misbehaviour misbehaviour) {
        return NONE.and(".*", ".*", ALWAYS, misbehaviour);
    }

    /// @param method a regular expression, too
    public static Plan on(String method, String path, Misbehaviour misbehaviour) {
        return NONE.and(method, path, ALWAYS, misbehaviour);
    }

    public static Plan once(String method, String path, Misbehaviour misbehaviour) {
        return NONE.and(method, path, 1, misbehaviour);
    }

    /// Handshakes of events WebSockets.
    public static Plan onEvents(Misbehaviour misbehaviour) {
        return NONE.and("events", ".*", ALWAYS, misbehaviour);
    }

    public Plan and(String method, String path, int times, Misbehaviour misbehaviour) {
        var longer = new ArrayList<>(rules);
        longer.add(new Rule(method, Pattern.compile(path), times, misbehaviour));
        return new Plan(longer);
    }

    /// The plan at work: counts.
    static final class Running {
        private final List<Rule> rules;
        private final List<AtomicInteger> left;

        Running(Plan plan) {
            rules = plan.rules();
            left = rules.stream().map(rule -> new AtomicInteger(rule.times())).toList();
        }

        /// @return null where all goes well
        @Nullable Misbehaviour next(String method, String path) {
            for (int i = 0; i < rules.size(); i++) {
                var rule = rules.get(i);
                if (method.matches(rule.method())
                        && rule.path().matcher(path).matches()
                        && left.get(i).getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                    return rule.misbehaviour();
                }
            }
            return null;
        }
    }
}
