package io.centralita.call.engine;

import java.time.Duration;

/// What the peer of a leg asks of the conversation beyond speaking: a typed message, another
/// configuration, an answer now. From legs whose peer sends events as well as audio (the realtime
/// endpoint, a browser's data channel).
public sealed interface Ask {
    record Configure(Conduct conduct) implements Ask {}

    /// Adds to the conversation, without an answer.
    record Add(HistoryEntry entry) implements Ask {}

    /// Wants an answer now. While one is being given, or a tool is running, it follows that.
    ///
    /// @param instructions for this answer alone, empty for the session's
    record Respond(String instructions) implements Ask {}

    /// Stops the answer that is being given.
    record Cancel() implements Ask {}

    /// The caller's turn is over ([TurnTaking#detects] is off).
    record EndTurn() implements Ask {}

    /// Forgets the audio of the turn under way.
    record ClearTurn() implements Ask {}

    /// The peer plays by itself, and says how much of an utterance that was stopped it had played.
    record Heard(long utterance, Duration heard) implements Ask {}
}
