package io.centralita.engine.ladder;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.centralita.engine.breaker.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several engines as one: a call is served by the first; when that one is lost, the next takes the
/// conversation over with its history. Thread-safe.
public final class LadderEngine implements Engine {
    private final List<Step> steps;
    private final LadderSettings settings;
    private final Time time;

    /// @param rungs in the order of preference, at least one; the engines are not closed
    public LadderEngine(List<Rung> rungs, LadderSettings settings, Time time) {
        this(
                settings,
                rungs.stream()
                        .map(rung -> new Step(rung, new Breaker(settings.coolDown())))
                        .toList(),
                time);
    }

    private LadderEngine(LadderSettings settings, List<Step> steps, Time time) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a ladder has at least one rung");
        }
        this.steps = List.copyOf(steps);
        this.settings = settings;
        this.time = time;
    }

    /// The names of its engines, in the order of preference.
    public List<String> names() {
        return steps.stream().map(step -> step.rung().name()).toList();
    }

    /// The same with one of its engines preferred to all others. What is known of an engine that is
    /// down holds for both. Empty where there is none of that name.
    public Optional<Engine> preferring(String name) {
        var order = new ArrayList<Step>();
        for (var step : steps) {
            if (step.rung().name().equals(name)) {
                order.addFirst(step);
            } else {
                order.add(step);
            }
        }
        return order.getFirst().rung().name().equals(name)
                ? Optional.of(new LadderEngine(settings, order, time))
                : Optional.empty();
    }

    /// The first rung's.
    @Override
    public String name() {
        return steps.getFirst().rung().name();
    }

    @Override
    public EngineSession open(SessionSettings call, EngineListener listener, SpeechOut speech) {
        return LadderSession.open(steps, settings, call, listener, speech, time);
    }
}
