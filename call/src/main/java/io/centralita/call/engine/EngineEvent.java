package io.centralita.call.engine;

import io.centralita.call.tool.ToolCall;
import java.time.Duration;

/// What an engine session tells the call.
public sealed interface EngineEvent {
    /// The session is open and configured.
    record Ready() implements EngineEvent {}

    /// The caller began to speak; heard in the audio, before anything is understood.
    record CallerSpeechStarted() implements EngineEvent {}

    /// The caller's turn is over.
    ///
    /// @param silence how long ago, in the caller's own audio, the last speech was: the endpointing
    ///   delay
    record CallerSpeechEnded(Duration silence) implements EngineEvent {}

    /// What the caller said in the turn that just ended; empty where it was not understood.
    record CallerSaid(String text) implements EngineEvent {}

    /// The engine begins to make an answer: to the caller's turn, to a tool's result, or because it
    /// was asked to ([Ask.Respond]).
    record ReplyStarted() implements EngineEvent {}

    /// The words of an utterance, as far as they are known; repeated calls add to it.
    record AssistantSaid(long utterance, String text) implements EngineEvent {}

    /// The engine asks for a tool. It is answered by exactly one [EngineSession#toolFinished].
    record ToolRequested(ToolCall call) implements EngineEvent {}

    /// The engine has nothing more to say until the caller speaks or a tool finishes.
    record ReplyFinished() implements EngineEvent {}

    /// The conversation is over: end the call once all that was said has been heard.
    record Farewell() implements EngineEvent {}

    /// What the model reported to have used since the last report.
    record Used(Usage usage) implements EngineEvent {}

    /// Another engine has taken the conversation over, with its history, because the one before
    /// failed. The caller has to hear that things go on.
    ///
    /// @param engine the name of the one that serves from now on
    /// @param why what became of the one before
    record TakenOver(String engine, EngineFailure why) implements EngineEvent {}

    /// The session stopped serving this call. Nothing follows.
    record Failed(EngineFailure failure) implements EngineEvent {}
}
