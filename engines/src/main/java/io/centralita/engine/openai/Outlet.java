package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import java.time.Duration;

/// Where the [Ledger]'s decisions go. Called on the session's event loop; does not block.
interface Outlet {
    void send(ClientMessage message);

    void post(EngineEvent event);

    /// How long ago, in the caller's audio, the last speech was.
    ///
    /// @param audioEndMs where the server found the turn to be over, in all audio it was given
    Duration silenceBefore(long audioEndMs);

    /// Opens an utterance of the model's speech.
    long beginUtterance();

    void endUtterance(long utterance);

    /// The server plays it to the caller itself, or does so no more.
    default void plays(long utterance, ServerEvent.Playout how) {}

    /// The model cannot go on with this conversation.
    void giveUp(EngineFailure failure);

    /// The server reported an error that is not a refusal we reckon with.
    void oddity(String code, String message);
}
