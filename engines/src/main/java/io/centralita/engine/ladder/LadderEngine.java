package io.centralita.engine.ladder;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.centralita.engine.breaker.Breaker;
import java.util.List;

/// Several engines as one: a call is served by the first; when that one is lost, the next takes the
/// conversation over with its history. Thread-safe.
public final class LadderEngine implements Engine {
    private final List<Step> steps;
    private final LadderSettings settings;
    private final Time time;

    /// @param rungs in the order of preference, at least one; the engines are not closed
    public LadderEngine(List<Rung> rungs, LadderSettings settings, Time time) {
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("a ladder has at least one rung");
        }
        this.steps =
                rungs.stream()
                        .map(rung -> new Step(rung, new Breaker(settings.coolDown())))
                        .toList();
        this.settings = settings;
        this.time = time;
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
