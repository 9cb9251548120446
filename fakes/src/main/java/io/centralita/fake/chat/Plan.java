package io.centralita.fake.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What goes wrong, on which request.
public record Plan(List<Rule> rules) {
    /// All goes well.
    public static final Plan NONE = new Plan(List.of());

    /// Of a rule that holds for all requests.
    public static final int EVERY = 0;

    /// After all events of a reply but `[DONE]`.
    public static final int BEFORE_DONE = Integer.MAX_VALUE;

    public Plan {
        rules = List.copyOf(rules);
    }

    /// @param request its number from 1, or [#EVERY]
    /// @param afterEvents how many events were sent; of no meaning at the door
    public record Rule(int request, int afterEvents, Misbehaviour misbehaviour) {}

    public static Plan every(Misbehaviour.AtTheDoor misbehaviour) {
        return NONE.and(EVERY, misbehaviour);
    }

    public static Plan first(Misbehaviour.AtTheDoor misbehaviour) {
        return NONE.and(1, misbehaviour);
    }

    public static Plan every(int afterEvents, Misbehaviour.InStream misbehaviour) {
        return NONE.and(EVERY, afterEvents, misbehaviour);
    }

    public static Plan first(int afterEvents, Misbehaviour.InStream misbehaviour) {
        return NONE.and(1, afterEvents, misbehaviour);
    }

    public Plan and(int request, Misbehaviour.AtTheDoor misbehaviour) {
        return with(new Rule(request, 0, misbehaviour));
    }

    public Plan and(int request, int afterEvents, Misbehaviour.InStream misbehaviour) {
        return with(new Rule(request, afterEvents, misbehaviour));
    }

    Optional<Misbehaviour.AtTheDoor> atTheDoor(int request) {
        return rules.stream()
                .filter(rule -> rule.request() == EVERY || rule.request() == request)
                .map(Rule::misbehaviour)
                .filter(Misbehaviour.AtTheDoor.class::isInstance)
                .map(Misbehaviour.AtTheDoor.class::cast)
                .findFirst();
    }

    /// Those of one reply.
    List<Rule> inStream(int request) {
        return rules.stream()
                .filter(rule -> rule.request() == EVERY || rule.request() == request)
                .filter(rule -> rule.misbehaviour() instanceof Misbehaviour.InStream)
                .toList();
    }

    private Plan with(Rule rule) {
        var longer = new ArrayList<>(rules);
        longer.add(rule);
        return new Plan(longer);
    }
}
