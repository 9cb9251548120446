package io.centralita.engine.ladder;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineSession;
import java.time.Duration;

/// What the call wishes of the engine, to be done by whichever rung serves.
sealed interface Errand {
    record Greet() implements Errand {}

    record Resume() implements Errand {}

    record ToolFinished(String toolCallId, String output) implements Errand {}

    record Interrupted(long utterance, Duration heard) implements Errand {}

    record SwitchboardSaid(String text) implements Errand {}

    record Asked(Ask ask) implements Errand {}

    default void to(EngineSession session) {
        switch (this) {
            case Greet() -> session.greet();
            case Resume() -> session.resume();
            case ToolFinished(var id, var output) -> session.toolFinished(id, output);
            case Interrupted(var utterance, var heard) -> session.interrupted(utterance, heard);
            case SwitchboardSaid(var text) -> session.switchboardSaid(text);
            case Asked(var ask) -> session.ask(ask);
        }
    }

    /// Whether a session that opens with the history as it stands knows of it without being told.
    default boolean isHistory() {
        return switch (this) {
            case Asked(Ask.EndTurn _), Asked(Ask.ClearTurn _) -> false;
            case Greet _, Resume _, ToolFinished _, Interrupted _, SwitchboardSaid _, Asked _ ->
                    true;
        };
    }

    /// Whether a reply follows it.
    default boolean isAnswered() {
        return switch (this) {
            case ToolFinished _, Asked(Ask.Respond _), Asked(Ask.EndTurn _) -> true;
            case Greet _, Resume _, Interrupted _, SwitchboardSaid _, Asked _ -> false;
        };
    }
}
