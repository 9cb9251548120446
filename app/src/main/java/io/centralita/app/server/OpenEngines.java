package io.centralita.app.server;

import io.centralita.call.engine.Engine;
import io.centralita.engine.ladder.LadderEngine;
import java.util.List;
import java.util.Optional;

/// The engines of this house.
///
/// @param house serves where nobody wishes for another
record OpenEngines(Engine house) {
    /// All of them, the house's first.
    List<String> names() {
        return house instanceof LadderEngine ladder ? ladder.names() : List.of(house.name());
    }

    /// The one of that name; the others take over from it.
    Optional<Engine> named(String name) {
        return house instanceof LadderEngine ladder
                ? ladder.preferring(name)
                : Optional.of(house).filter(engine -> engine.name().equals(name));
    }
}
