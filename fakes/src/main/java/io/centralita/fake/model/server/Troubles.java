package io.centralita.fake.model.server;

import io.centralita.fake.model.server.Plan.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// What is still to go wrong on one connection; each rule happens once. Belongs to the event loop.
final class Troubles {
    private final List<Rule> rules;
    private int begun;
    private int ended;

    /// Number of each response, by id.
    private final Map<String, Integer> numbers = new HashMap<>();

    /// @param rules a list of its own
    Troubles(List<Rule> rules) {
        this.rules = rules;
    }

    /// Those that wait for a time alone.
    void schedule(BiConsumer<Duration, Misbehaviour.InSession> timer) {
        for (var rule : rules) {
            if (rule.moment() instanceof Moment.After(var time)
                    && rule.misbehaviour() instanceof Misbehaviour.InSession bad) {
                timer.accept(time, bad);
            }
        }
    }

    Moment responseBegins(String responseId) {
        numbers.put(responseId, ++begun);
        return new Moment.ResponseBegins(begun);
    }

    Moment responseEnds() {
        return new Moment.ResponseEnds(++ended);
    }

    List<Misbehaviour.InSession> audioSent(String responseId, long totalMs) {
        if (rules.isEmpty()) {
            return List.of();
        }
        int number = numbers.getOrDefault(responseId, 0);
        return strike(
                rule ->
                        rule.moment() instanceof Moment.AudioSent(var response, var audioMs)
                                && response == number
                                && totalMs >= audioMs);
    }

    List<Misbehaviour.InSession> at(Moment moment) {
        return strike(rule -> rule.moment().equals(moment));
    }

    private List<Misbehaviour.InSession> strike(Predicate<Rule> due) {
        var found = new ArrayList<Misbehaviour.InSession>();
        for (var left = rules.iterator(); left.hasNext(); ) {
            var rule = left.next();
            if (due.test(rule) && rule.misbehaviour() instanceof Misbehaviour.InSession bad) {
                found.add(bad);
                left.remove();
            }
        }
        return found;
    }
}
