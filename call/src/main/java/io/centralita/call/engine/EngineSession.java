package io.centralita.call.engine;

import io.centralita.media.AudioFormat;
import java.time.Duration;

/// One call's conversation with an engine.
public interface EngineSession extends AutoCloseable {
    /// What [#hear] takes. Fixed for the life of the session.
    AudioFormat inputFormat();

    /// Caller audio, in order. Called on the leg's network thread for every frame; a session that
    /// cannot keep up drops the oldest audio and counts it. The array is the session's from now on.
    void hear(byte[] audio);

    /// True for a session that passes audio on as Base64 text: it takes what a wire carries as such
    /// by [#hearEncoded], and nobody decodes it.
    default boolean hearsEncoded() {
        return false;
    }

    /// The same as [#hear], as Base64 text (ASCII, padded) of nothing but whole samples.
    ///
    /// @param bytes of audio that the text stands for
    default void hearEncoded(byte[] base64, int bytes) {
        hear(java.util.Base64.getDecoder().decode(base64));
    }

    /// Asks for the greeting. Called once, after [EngineEvent.Ready].
    void greet();

    /// Lets a session that took over ([EngineEvent.TakenOver]) go on: what the caller had to be
    /// told of that is on its way to them, so that nothing is heard before it.
    default void resume() {}

    /// The one result of a tool the engine asked for, in words fit for the caller.
    void toolFinished(String toolCallId, String output);

    /// Playout of an utterance was stopped.
    ///
    /// @param heard how much of it the caller has heard; zero means nothing
    void interrupted(long utterance, Duration heard);

    /// What the switchboard itself told the caller, so that the conversation's history knows of it.
    void switchboardSaid(String text);

    /// What the leg's peer asks beyond speaking.
    void ask(Ask ask);

    /// Frames of caller audio that were dropped because the session could not keep up.
    long droppedFrames();

    /// Ends the session and everything it runs. Any number of times, at any moment; nothing is
    /// posted afterwards.
    @Override
    void close();
}
