package io.centralita.call;

import io.centralita.call.Command.PassOn;
import io.centralita.call.Command.StopPlayout;
import io.centralita.call.Command.TellInterrupted;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import java.util.ArrayList;
import java.util.List;

/// What is asked of the conversation beyond speaking, by the peer of a leg or for a caller who
/// presses keys; and the conduct of the assistant, which may change that way. Confined to the
/// call's thread.
final class Asks {
    private final Floor floor;
    private final Utterances utterances;
    private final SilenceWatch watch;
    private final ToolCalls tools;
    private final CallJournal journal;
    private Conduct conduct;

    /// @param conduct of the assistant, to begin with
    Asks(
            Conduct conduct,
            Floor floor,
            Utterances utterances,
            SilenceWatch watch,
            ToolCalls tools,
            CallJournal journal) {
        this.conduct = conduct;
        this.floor = floor;
        this.utterances = utterances;
        this.watch = watch;
        this.tools = tools;
        this.journal = journal;
    }

    Conduct conduct() {
        return conduct;
    }

    TurnTaking turns() {
        return conduct.turnTaking();
    }

    List<Command> on(Ask ask) {
        return switch (ask) {
            case Ask.Cancel _ when utterances.isAnyOpen() ->
                    List.of(new PassOn(ask), new StopPlayout());
            case Ask.Heard(var utterance, var heard) -> {
                journal.transcript().interrupted(utterance, heard);
                yield List.of(new TellInterrupted(utterance, heard));
            }
            case Ask.Configure(var other) -> {
                conduct = other;
                if (!other.turnTaking().detects()) {
                    floor.turnIsVoid();
                }
                yield List.of(new PassOn(ask));
            }
            case Ask.Respond _ -> {
                floor.engineOwes();
                callerIsPresent();
                yield List.of(new PassOn(ask));
            }
            case Ask.ClearTurn _ -> {
                floor.turnIsVoid();
                yield List.of(new PassOn(ask));
            }
            case Ask.Add _, Ask.EndTurn _ -> {
                callerIsPresent();
                yield List.of(new PassOn(ask));
            }
            case Ask.Cancel _ -> List.of(new PassOn(ask));
        };
    }

    /// What the caller has told us without a word, to be answered like words.
    List<Command> typed(String text) {
        var commands = new ArrayList<>(on(new Ask.Add(new HistoryEntry.CallerSaid(text))));
        commands.addAll(on(new Ask.Respond("")));
        return commands;
    }

    /// The caller wants what is being said to stop, as one who speaks does.
    List<Command> interrupt() {
        return utterances.isAnyOpen() && turns().interrupts() ? on(new Ask.Cancel()) : List.of();
    }

    /// The caller does something.
    void callerIsPresent() {
        watch.callerIsPresent();
        tools.callerSpoke();
    }
}
