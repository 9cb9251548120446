package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.tool.ToolResult;
import java.time.Duration;
import java.util.List;

/// A fact, as the call is told of it.
sealed interface CallEvent {
    /// The leg is open and audio flows.
    record LegOpened() implements CallEvent {}

    /// The caller who heard ringing is on the line.
    ///
    /// @param at since when
    record PutThrough(long at) implements CallEvent {}

    /// The caller will not come any more, or nobody waits for them any more.
    record NeverCame(CallEnd end) implements CallEvent {}

    /// What becomes of an utterance on its way to the caller.
    sealed interface OfPlayout extends CallEvent {}

    record LegClosed(boolean byCaller, String detail) implements CallEvent {}

    record DigitPressed(char digit) implements CallEvent {}

    /// The caller has put us on hold, or is back.
    record Held(boolean onHold) implements CallEvent {}

    /// The leg's peer asks for something beyond speaking.
    record LegAsks(Ask ask) implements CallEvent {}

    /// @param at when the engine said so
    record FromEngine(EngineEvent event, long at) implements CallEvent {}

    /// Somebody begins to write an utterance.
    record UtteranceOpened(long utterance) implements OfPlayout {}

    /// An utterance is on its way: its first frame left, or the first one after it had starved.
    record PlayoutBegan(long utterance) implements OfPlayout {}

    /// The caller begins to hear something of an utterance: its first audible frame, or the first
    /// one after a pause or another utterance.
    ///
    /// @param at when, which may be in the future where audio leaves ahead of the ear
    record SoundBegan(long utterance, long at) implements OfPlayout {}

    /// The caller ceases to hear something: a pause in an utterance, or the end of all that left.
    ///
    /// @param at when the last audible frame was over, likewise
    record SoundEnded(long utterance, long at) implements OfPlayout {}

    /// The caller has put us on hold: they hear nothing any more, and what left for them and was
    /// not heard will leave again.
    ///
    /// @param at since when
    record PlayoutHeld(long at) implements OfPlayout {}

    /// The caller has heard an utterance to its end.
    record PlayoutEnded(long utterance, Duration heard) implements OfPlayout {}

    /// Playout was stopped on the call's own wish; what had not been heard is gone.
    ///
    /// @param before every utterance with a lower number is over, whatever facts about it are still
    ///   under way
    record PlayoutStopped(List<Cut> cuts, long before) implements CallEvent {}

    /// The switchboard's own sentence is on its way to the caller, as this utterance.
    record PhraseQueued(long utterance, String text) implements CallEvent {}

    /// The switchboard's own sentence could not be spoken: it was never rendered.
    record PhraseMissing(Saying saying) implements CallEvent {}

    /// The switchboard's own sentence is not needed: the caller hears something, or is about to.
    record PhraseNeedless(Saying saying) implements CallEvent {}

    record ToolEnded(ToolResult result) implements CallEvent {}

    /// The switchboard wants the call to end: it shuts down, or something of it broke.
    record EndRequested(CallEnd end) implements CallEvent {}

    /// An utterance that was stopped, and how much of it had been heard.
    record Cut(long utterance, Duration heard) {}
}
