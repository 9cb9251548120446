package io.centralita.engine.pipeline;

import io.centralita.call.engine.Ask;
import java.time.Duration;

/// What the answering thread is asked to do.
sealed interface Work {
    record Greet() implements Work {}

    /// Find out on speculation what the caller said.
    record Recognise(CallerTurn turn) implements Work {}

    /// @param silence since the end of the speech
    /// @param at when the endpoint was found, nanoseconds of the injected time
    /// @param hasFloor the caller took the floor for this turn, and gives it back with it
    record Answer(CallerTurn turn, Duration silence, long at, boolean hasFloor) implements Work {}

    record ToolFinished(String toolCallId, String output) implements Work {}

    record Interrupted(long utterance, Duration heard) implements Work {}

    record Asked(Ask ask) implements Work {}

    record SwitchboardSaid(String text) implements Work {}
}
