package io.centralita.call;

import io.centralita.call.Command.CancelTool;
import io.centralita.call.Command.NoteWithheld;
import io.centralita.call.Command.RunTool;
import io.centralita.call.Command.SendToolResult;
import io.centralita.call.engine.Conduct;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.PendingTools;
import io.centralita.call.tool.PendingTools.Verdict;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What becomes of the tool calls of one call: run, shared, refused, cancelled, given up. Confined
/// to the call's thread.
final class ToolCalls {
    private final Locale language;
    private final ToolDeadlines deadlines;
    private final CallJournal journal;
    private final ToolResultProcessor words;
    private final PendingTools pending;

    ToolCalls(
            Locale language,
            ToolDeadlines deadlines,
            CallJournal journal,
            ToolResultProcessor words) {
        this.language = language;
        this.journal = journal;
        this.words = words;
        this.deadlines = deadlines;
        this.pending = new PendingTools(deadlines.call());
    }

    /// How many run.
    int size() {
        return pending.size();
    }

    long nextDeadline() {
        return pending.nextDeadline();
    }

    void callerSpoke() {
        pending.callerSpoke();
    }

    /// A peer that runs tools itself, and asks for the answers itself, knows what it does.
    List<Command> requested(ToolCall call, Conduct conduct, long now) {
        var ours = conduct.turnTaking().answersTools();
        var verdict =
                ours
                        ? pending.asked(
                                call, isConfirmed(call, conduct), patience(call, conduct), now)
                        : pending.passedThrough(call, now);
        return switch (verdict) {
            case Verdict.Run() when ours && isCancel(call, conduct) -> cancelAll(call, now);
            case Verdict.Run() -> {
                journal.toolStarted(call, now);
                yield List.of(new RunTool(call));
            }
            case Verdict.Known() -> List.of();
            case Verdict.Shared() -> List.of(new NoteWithheld(call, "duplicate"));
            case Verdict.Refused(var result, var why) -> {
                journal.toolEnded(result);
                yield List.of(
                        new NoteWithheld(call, why),
                        new SendToolResult(call.id(), result.output()));
            }
        };
    }

    /// What the caller is told of a tool that starts: its own words in the language of the call, or
    /// ours.
    Saying acknowledgement(ToolCall call, Conduct conduct) {
        return conduct.tool(call.name())
                .flatMap(tool -> tool.acknowledgement().in(language))
                .<Saying>map(Acknowledgement::new)
                .orElse(Phrase.LOOKING_UP);
    }

    /// Only the first result of a tool call reaches the engine.
    List<Command> ended(ToolResult result) {
        var ids = pending.ended(result.call().id());
        if (!ids.isEmpty()) {
            journal.toolEnded(result);
        }
        return ids.stream().<Command>map(id -> new SendToolResult(id, result.output())).toList();
    }

    /// Answers for a runner that never reports (A5, fourth guard).
    List<Command> late(long now) {
        if (now < pending.nextDeadline()) {
            return List.of();
        }
        var outcome = new ToolOutcome.TimedOut();
        var late = pending.late(outcome, words.words(outcome, language), now);
        return late.stream().flatMap(result -> ended(result).stream()).toList();
    }

    /// Not where somebody brings a tool of that name.
    private static boolean isCancel(ToolCall call, Conduct conduct) {
        return call.name().equals(CancelLookups.NAME) && conduct.tool(call.name()).isEmpty();
    }

    private static boolean isConfirmed(ToolCall call, Conduct conduct) {
        return conduct.tool(call.name()).filter(ToolDefinition::confirmed).isPresent();
    }

    /// Whether this is for the caller to answer, by keys.
    static boolean isForCaller(ToolCall call, Conduct conduct) {
        return call.name().equals(ReadDigitsTool.NAME)
                && conduct.turnTaking().answersTools()
                && conduct.tool(call.name()).isPresent();
    }

    private Duration patience(ToolCall call, Conduct conduct) {
        return isForCaller(call, conduct)
                ? Keypad.LONGEST_READING.plus(deadlines.call())
                : deadlines.call();
    }

    private List<Command> cancelAll(ToolCall cancel, long now) {
        var commands = new ArrayList<Command>();
        var outcome = new ToolOutcome.Cancelled();
        int dropped = 0;
        for (var result : pending.all(outcome, words.words(outcome, language), now)) {
            var id = result.call().id();
            if (!id.equals(cancel.id())) {
                dropped++;
                commands.addAll(ended(result));
                commands.add(new CancelTool(id));
            }
        }
        commands.addAll(ended(CancelLookups.carriedOut(cancel, dropped)));
        return commands;
    }
}
