package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import java.time.Duration;

/// A wish of the call, to be carried out by its loop in the given order.
sealed interface Command {
    record Greet() implements Command {}

    /// Let the engine that took over go on.
    record Resume() implements Command {}

    /// Stop what the caller hears now, and drop what is queued.
    record StopPlayout() implements Command {}

    record TellInterrupted(long utterance, Duration heard) implements Command {}

    record RunTool(ToolCall call) implements Command {}

    /// Stop a tool whose result is not wanted any more.
    record CancelTool(String toolCallId) implements Command {}

    /// Take down that a tool call is not run.
    ///
    /// @param why `duplicate`, `repeated` or `too-many`
    record NoteWithheld(ToolCall call, String why) implements Command {}

    /// Take down that a tool begins which the call carries out itself.
    record NoteToolStarted(ToolCall call) implements Command {}

    /// Take down the end of a tool that the call has carried out itself.
    record NoteTool(ToolResult result) implements Command {}

    /// The caller has us on hold: what they have not heard waits.
    record HoldPlayout() implements Command {}

    /// They are back.
    record ReleasePlayout() implements Command {}

    record SendToolResult(String toolCallId, String output) implements Command {}

    /// Say one of the switchboard's own sentences.
    record Say(Phrase phrase) implements Command {}

    /// The same, unless the caller hears something by then: one does not talk into an answer.
    record Fill(Saying saying) implements Command {}

    record PassOn(Ask ask) implements Command {}

    /// Whether what the engine says goes nowhere from now on.
    record MuteAssistant(boolean on) implements Command {}

    /// Let an operator speak.
    record SeatOperator(CallEvent.OfOperator.Wants wish) implements Command {}

    /// Let them speak no more.
    record UnseatOperator() implements Command {}

    record TellSwitchboardSaid(String text) implements Command {}

    record CloseEngine() implements Command {}

    /// Give up the caller who still hears ringing, unless they have come just now.
    record Withdraw(CallEnd end) implements Command {}

    record Close(CallEnd end) implements Command {}
}
