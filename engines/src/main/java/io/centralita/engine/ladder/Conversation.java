package io.centralita.engine.ladder;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where a call stands, whoever serves it: what was said, how the assistant is to behave, and what
/// is owed to the caller. Confined to the ladder's thread.
final class Conversation {
    /// Typed messages that the engine may still repeat as the caller's words.
    private static final int TYPED = 16;

    private final SessionSettings call;
    private final History history;
    private final List<String> typed = new ArrayList<>();
    private Conduct conduct;
    private boolean greetAsked;
    private boolean greeted;
    private boolean callerSpeaks;

    /// A turn began and its words are not known.
    private boolean turnUnknown;

    /// The caller, a tool or the leg's peer waits for a reply.
    private boolean replyOwed;

    private String owedInstructions = "";
    private boolean over;

    Conversation(SessionSettings call) {
        this.call = call;
        this.conduct = call.conduct();
        this.history = new History(call.history());
    }

    /// The call as the next engine is to open it.
    SessionSettings settings() {
        return call.with(conduct, history.entries());
    }

    /// What the serving engine says.
    void on(EngineEvent event) {
        switch (event) {
            case EngineEvent.CallerSpeechStarted() -> {
                callerSpeaks = true;
                turnUnknown = true;
                history.turnBegan();
            }
            case EngineEvent.CallerSpeechEnded _ -> turnEnded();
            case EngineEvent.CallerSaid(var text) -> callerSaid(text);
            case EngineEvent.AssistantSaid(var utterance, var text) ->
                    history.assistantSaid(utterance, text);
            case EngineEvent.ToolRequested(var tool) -> {
                if (!history.isOpen(tool.id())) {
                    history.add(new HistoryEntry.ToolCalled(tool));
                }
            }
            case EngineEvent.ReplyFinished() -> {
                history.replyFinished();
                replyOwed = false;
                owedInstructions = "";
                greeted |= greetAsked;
                turnUnknown &= callerSpeaks;
            }
            case EngineEvent.Farewell() -> over = true;
            case EngineEvent.Ready _,
                    EngineEvent.ReplyStarted _,
                    EngineEvent.Used _,
                    EngineEvent.TakenOver _,
                    EngineEvent.Failed _ -> {}
        }
    }

    void greetAsked() {
        greetAsked = true;
    }

    void switchboardSaid(String text) {
        history.add(new HistoryEntry.SwitchboardSaid(text));
    }

    /// @return false where the call is answered already, or nobody asked
    boolean toolFinished(String toolCallId, String output) {
        if (!history.isOpen(toolCallId)) {
            return false;
        }
        history.add(new HistoryEntry.ToolAnswered(toolCallId, output));
        replyOwed |= conduct.turnTaking().answersTools() && !history.awaitsTools();
        return true;
    }

    /// @param written how much of the utterance there was to hear
    void interrupted(long utterance, Duration heard, Duration written) {
        history.cut(utterance, heard, written);
    }

    void asked(Ask ask) {
        switch (ask) {
            case Ask.Configure(var other) -> conduct = other;
            case Ask.Add(HistoryEntry.CallerSaid(var text)) -> {
                typed.add(text);
                if (typed.size() > TYPED) {
                    typed.removeFirst();
                }
                history.add(new HistoryEntry.CallerSaid(text));
            }
            case Ask.Add(var entry) -> history.add(entry);
            case Ask.Respond(var instructions) -> {
                replyOwed = true;
                owedInstructions = instructions;
            }
            case Ask.Cancel() -> replyOwed = false;
            case Ask.EndTurn() -> {
                turnUnknown = true;
                turnEnded();
            }
            case Ask.ClearTurn _, Ask.Heard _ -> {}
        }
    }

    /// The engine that served was lost.
    void lost(SpeechGate speech) {
        greeted |= greetAsked && speech.sounded();
        history.broken(owesReply(), conduct.speaks() ? speech::written : _ -> Duration.ofDays(1));
        callerSpeaks = false;
    }

    /// Whether the next engine has to greet.
    boolean owesGreeting() {
        return greetAsked && !greeted;
    }

    /// Whether the next engine has to answer what it finds in the history. A tool that still runs
    /// brings the answer about by itself; a turn whose words nobody knows has to be said again.
    boolean owesReply() {
        return replyOwed && !turnUnknown && !history.awaitsTools();
    }

    String owedInstructions() {
        return owedInstructions;
    }

    /// The assistant has said goodbye: nothing is owed any more.
    boolean isOver() {
        return over;
    }

    private void turnEnded() {
        callerSpeaks = false;
        replyOwed |= conduct.turnTaking().answersTurns();
    }

    private void callerSaid(String text) {
        if (typed.remove(text)) {
            return; // an engine repeats what was typed
        }
        history.callerSaid(text);
        turnUnknown = text.isBlank();
        greeted |= greetAsked && !turnUnknown;
    }
}
