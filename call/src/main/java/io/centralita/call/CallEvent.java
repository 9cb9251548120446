package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.watch.Seating;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
    ///
    /// @param operator a person at the console
    record UtteranceOpened(long utterance, boolean operator) implements OfPlayout {
        UtteranceOpened(long utterance) {
            this(utterance, false);
        }
    }

    /// An engine begins to say something while it is not to: the caller hears nothing of it.
    record Unspoken(long utterance) implements CallEvent {}

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

    /// A person at the console does something.
    sealed interface OfOperator extends CallEvent {
        /// Who.
        String by();

        /// @param told whether the caller is told so
        record Listens(String by, boolean told) implements OfOperator {}

        record ListensNoMore(String by) implements OfOperator {}

        /// They want to speak in the assistant's place.
        ///
        /// @param answer is told what comes of it; must not block
        record Wants(String by, Consumer<Seating> answer) implements OfOperator {}

        /// They do so no more.
        ///
        /// @param lost their connection is gone
        /// @param note what the assistant is told of it
        record Leaves(String by, boolean lost, String note) implements OfOperator {}

        /// They want the call to end.
        ///
        /// @param goodbye whether the caller is told
        record HangsUp(String by, String reason, boolean goodbye) implements OfOperator {}
    }

    /// The switchboard wants the call to end: it shuts down, or something of it broke.
    record EndRequested(CallEnd end) implements CallEvent {}

    /// An utterance that was stopped, and how much of it had been heard.
    record Cut(long utterance, Duration heard) {}
}
