package io.centralita.fake.model.server;

import java.util.ArrayList;
import java.util.List;

/// What goes wrong, when, on which connection.
public record Plan(List<Rule> rules) {
    /// All goes well.
    public static final Plan NONE = new Plan(List.of());

    /// Of a rule that holds for all connections.
    public static final int EVERY = 0;

    public Plan {
        rules = List.copyOf(rules);
    }

    /// @param connection its number from 1, or [#EVERY]
    public record Rule(int connection, Moment moment, Misbehaviour misbehaviour) {
        public Rule {
            boolean early = moment instanceof Moment.AtConnect;
            if (early != misbehaviour instanceof Misbehaviour.AtTheDoor) {
                throw new IllegalArgumentException(misbehaviour + " cannot happen at " + moment);
            }
        }
    }

    public static Plan every(Misbehaviour.AtTheDoor misbehaviour) {
        return NONE.and(EVERY, misbehaviour);
    }

    public static Plan every(Moment moment, Misbehaviour.InSession misbehaviour) {
        return NONE.and(EVERY, moment, misbehaviour);
    }

    public static Plan first(Misbehaviour.AtTheDoor misbehaviour) {
        return NONE.and(1, misbehaviour);
    }

    public static Plan first(Moment moment, Misbehaviour.InSession misbehaviour) {
        return NONE.and(1, moment, misbehaviour);
    }

    public Plan and(int connection, Misbehaviour.AtTheDoor misbehaviour) {
        return with(new Rule(connection, new Moment.AtConnect(), misbehaviour));
    }

    public Plan and(int connection, Moment moment, Misbehaviour.InSession misbehaviour) {
        return with(new Rule(connection, moment, misbehaviour));
    }

    List<Misbehaviour.AtTheDoor> atTheDoor(int connection) {
        var found = new ArrayList<Misbehaviour.AtTheDoor>();
        for (var rule : rulesOf(connection)) {
            if (rule.misbehaviour() instanceof Misbehaviour.AtTheDoor early) {
                found.add(early);
            }
        }
        return found;
    }

    /// In a list of its own, from which a connection strikes what has happened.
    List<Rule> inSession(int connection) {
        var found = new ArrayList<>(rulesOf(connection));
        found.removeIf(rule -> rule.misbehaviour() instanceof Misbehaviour.AtTheDoor);
        return found;
    }

    private List<Rule> rulesOf(int connection) {
        return rules.stream()
                .filter(rule -> rule.connection() == EVERY || rule.connection() == connection)
                .toList();
    }

    private Plan with(Rule rule) {
        var longer = new ArrayList<>(rules);
        longer.add(rule);
        return new Plan(longer);
    }
}
