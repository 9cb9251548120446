package io.centralita.engine.ladder;

import io.centralita.call.engine.Engine;
import java.util.function.BooleanSupplier;

/// One engine of a ladder.
///
/// @param mayServe asked whenever a call is about to open the engine; false where it must not just
///   now, because the day's money is spent for example. From any thread; must not block
public record Rung(Engine engine, BooleanSupplier mayServe) {
    public static Rung of(Engine engine) {
        return new Rung(engine, () -> true);
    }

    String name() {
        return engine.name();
    }
}
