package io.centralita.engine.ladder;

import io.centralita.call.engine.Engine;
import java.util.Optional;
import java.util.function.Supplier;

/// One engine of a ladder.
///
/// @param objection asked whenever a call is about to open the engine: a word for why it must not
///   just now, because the day's money is spent for example; empty where it may. From any thread;
///   must not block
public record Rung(Engine engine, Supplier<Optional<String>> objection) {
    public static Rung of(Engine engine) {
        return new Rung(engine, Optional::empty);
    }

    String name() {
        return engine.name();
    }
}
