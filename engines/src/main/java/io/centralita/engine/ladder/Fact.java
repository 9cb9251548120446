package io.centralita.engine.ladder;

import io.centralita.call.engine.EngineEvent;

/// What reaches the ladder's thread.
sealed interface Fact {
    /// @param number of the rung's session that posted it
    /// @param told whether the call has it already
    record FromRung(int number, EngineEvent event, boolean told) implements Fact {}

    record FromCall(Errand errand) implements Fact {}

    record Closing() implements Fact {}
}
