package io.centralita.call;

import io.centralita.call.Command.Close;
import io.centralita.call.Command.CloseEngine;
import io.centralita.call.Command.Fill;
import io.centralita.call.Command.Greet;
import io.centralita.call.Command.PassOn;
import io.centralita.call.Command.Resume;
import io.centralita.call.Command.Say;
import io.centralita.call.Command.StopPlayout;
import io.centralita.call.Command.TellInterrupted;
import io.centralita.call.Command.TellSwitchboardSaid;
import io.centralita.call.Remedy.Goodbye;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResultProcessor;
import java.util.ArrayList;
import java.util.List;

/// Decides what happens in one call. Given facts and the time, answers with wishes; never blocks,
/// reads a clock or touches a socket. Confined to the call's thread.
final class Call {
    private enum Phase {
        /// The leg is open, the engine is not.
        OPENING,
        TALKING,
        /// The last words are on their way; the call ends when they were heard.
        LEAVING,
        ENDED
    }

    private Conduct conduct;
    private final CallJournal journal;
    private final Floor floor;
    private final Utterances utterances;
    private final SilenceWatch watch;
    private final CallLength length;
    private final ToolCalls tools;
    private final Parting parting = new Parting();
    private final LastWords lastWords = new LastWords();
    private final long engineDeadline;

    private Phase phase = Phase.OPENING;
    private long bargeInAt = SilenceGuard.NEVER;

    /// @param conduct of the assistant, to begin with
    Call(
            CallSettings settings,
            Conduct conduct,
            CallJournal journal,
            ToolResultProcessor toolWords,
            long now) {
        this.conduct = conduct;
        this.journal = journal;
        this.floor = new Floor(now);
        this.utterances = new Utterances(journal, now);
        this.watch = new SilenceWatch(settings, floor, utterances, journal.deadAir());
        this.length = new CallLength(settings.patience().longestCall(), now);
        this.tools =
                new ToolCalls(
                        settings.language(),
                        ToolDeadlines.of(settings.toolTimeout()),
                        journal,
                        toolWords);
        this.engineDeadline = now + settings.engineDeadline().toNanos();
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /// When [#at] wants to be called although nothing happened.
    long nextDeadline() {
        var next = Math.min(watch.nextDeadline(phase == Phase.TALKING), tools.nextDeadline());
        return switch (phase) {
            case OPENING -> Math.min(Math.min(next, engineDeadline), untilTheEnd());
            case TALKING -> Math.min(next, untilTheEnd());
            case LEAVING -> Math.min(next, lastWords.deadline());
            case ENDED -> SilenceGuard.NEVER;
        };
    }

    private long untilTheEnd() {
        return Math.min(parting.nextDeadline(), length.nextDeadline());
    }

    /// A fact of the time in which the caller still hears ringing: nobody waits for us, nobody is
    /// waited for, and the call's time has not begun.
    List<Command> whileRinging(CallEvent event, long now) {
        return decide(event, now);
    }

    /// Time passed in it.
    List<Command> whileRinging(long now) {
        return answered(tools.late(now));
    }

    /// When something is due in it.
    long ringingDeadline() {
        return Math.min(tools.nextDeadline(), isOpening() ? engineDeadline : SilenceGuard.NEVER);
    }

    /// The engine should have been ready by now.
    boolean engineIsLate(long now) {
        return isOpening() && now >= engineDeadline;
    }

    private boolean isOpening() {
        return phase == Phase.OPENING;
    }

    private void putThrough(long at) {
        journal.putThrough(at, !isOpening());
        floor.putThrough(at);
        utterances.putThrough(at);
        length.begin(at);
        if (phase == Phase.LEAVING) {
            lastWords.extend(at);
        }
    }

    /// A fact.
    List<Command> on(CallEvent event, long now) {
        if (phase == Phase.ENDED) {
            return List.of();
        }
        observe(now);
        var commands = new ArrayList<>(decide(event, now));
        commands.addAll(at(now));
        return commands;
    }

    /// Time passed.
    List<Command> at(long now) {
        if (phase == Phase.ENDED) {
            return List.of();
        }
        observe(now);
        var commands = new ArrayList<Command>();
        if (engineIsLate(now)) {
            commands.addAll(apologise(new CallEnd(CallEnd.By.ENGINE, "not-ready-in-time"), now));
        }
        commands.addAll(answered(tools.late(now)));
        if (phase == Phase.LEAVING
                && (now >= lastWords.deadline()
                        || lastWords.heard(utterances, floor.engineBusy()))) {
            commands.addAll(end(lastWords.end(), now));
            return commands;
        }
        if (isOpening() || phase == Phase.TALKING) {
            commands.addAll(untilTheEnd(now));
        }
        commands.addAll(againstSilence(now));
        observe(now);
        return commands;
    }

    /// What there is to say about the end that the call comes to anyhow.
    private List<Command> untilTheEnd(long now) {
        if (length.isOver(now)) {
            var end = new CallEnd(CallEnd.By.SWITCHBOARD, "max-duration");
            parting.because(new Goodbye(Phrase.TIME_IS_UP, end), floor.engineBusy(), now);
        }
        var goodbye = parting.due(utterances.isEmpty(), now);
        if (goodbye.isPresent()) {
            return leave(goodbye.get().phrase(), goodbye.get().end(), now);
        }
        boolean quiet = floor.turn() == Floor.Turn.CALLERS_TURN && utterances.isEmpty();
        return length.warns(quiet, now) ? List.of(say(Phrase.NEARLY_OVER)) : List.of();
    }

    private List<Command> againstSilence(long now) {
        var remedy = watch.due(phase == Phase.TALKING, now);
        if (remedy.isEmpty()) {
            return List.of();
        }
        if (phase == Phase.LEAVING) {
            return leave(Phrase.GOODBYE, lastWords.end(), now);
        }
        return switch (remedy.get()) {
            case Remedy.Say(var saying) -> fill(saying);
            case Goodbye(var phrase, var end) -> leave(phrase, end, now);
        };
    }

    private List<Command> decide(CallEvent event, long now) {
        return switch (event) {
            case CallEvent.LegOpened() -> {
                journal.answered(now);
                yield List.of();
            }
            case CallEvent.PutThrough(var at) -> {
                putThrough(at);
                yield List.of();
            }
            case CallEvent.NeverCame(var how) -> end(how, now);
            case CallEvent.LegClosed(var byCaller, var detail) ->
                    end(lastWords.end(byCaller, detail), now);
            case CallEvent.DigitPressed _ -> {
                watch.callerIsPresent();
                yield List.of();
            }
            case CallEvent.Held _ -> List.of();
            case CallEvent.LegAsks(var ask) -> asked(ask);
            case CallEvent.FromEngine(var engineEvent, var at) -> onEngine(engineEvent, at, now);
            case CallEvent.OfPlayout fact -> {
                utterances.on(fact, conduct.speaks(), now);
                yield List.of();
            }
            case CallEvent.PlayoutStopped(var cuts, var before) -> {
                var told = utterances.stopped(cuts, before, bargeInAt, now);
                bargeInAt = SilenceGuard.NEVER;
                yield told.stream()
                        .<Command>map(cut -> new TellInterrupted(cut.utterance(), cut.heard()))
                        .toList();
            }
            case CallEvent.PhraseQueued(var utterance, var text) -> {
                utterances.phraseQueued(utterance, text);
                yield List.of(new TellSwitchboardSaid(text));
            }
            case CallEvent.PhraseMissing _, CallEvent.PhraseNeedless _ -> {
                utterances.phraseDropped();
                yield List.of();
            }
            case CallEvent.ToolEnded(var result)
                    when result.outcome() instanceof ToolOutcome.PutThrough(var to) -> {
                tools.ended(result); // the engine goes with the caller: nobody waits for a result
                parting.onward(new Onward(to, journal.transcript().history()), now);
                yield List.of();
            }
            case CallEvent.ToolEnded(var result) -> answered(tools.ended(result));
            case CallEvent.EndRequested(var how) -> leave(Phrase.CLOSING_DOWN, how, now);
        };
    }

    /// @param said when the engine said so
    private List<Command> onEngine(EngineEvent event, long said, long now) {
        return switch (event) {
            case EngineEvent.Ready() -> {
                if (!isOpening()) {
                    yield List.of();
                }
                phase = Phase.TALKING;
                yield List.of(new Greet());
            }
            case EngineEvent.CallerSpeechStarted() -> {
                floor.callerStarted();
                watch.callerStarted();
                tools.callerSpoke();
                parting.replyOver();
                journal.transcript().callerStarted(now);
                if (phase == Phase.LEAVING || !utterances.isAnyOpen() || !turns().interrupts()) {
                    yield List.of();
                }
                bargeInAt = said;
                yield List.of(new StopPlayout());
            }
            case EngineEvent.CallerSpeechEnded(var silence) -> {
                long speechEnd = said - silence.toNanos();
                floor.callerEnded(speechEnd, turns().answersTurns());
                journal.transcript().callerEnded(speechEnd);
                yield List.of();
            }
            case EngineEvent.CallerSaid(var text) -> {
                floor.callerSaid(text);
                watch.callerSaid(text);
                journal.transcript().callerSaid(text, now);
                yield List.of();
            }
            case EngineEvent.ReplyStarted() -> {
                floor.engineOwes();
                yield List.of();
            }
            case EngineEvent.AssistantSaid(var utterance, var text) -> {
                journal.transcript().said(utterance, Who.ASSISTANT, text);
                yield List.of();
            }
            case EngineEvent.ToolRequested(var call) -> toolRequested(call, now);
            case EngineEvent.ReplyFinished() -> {
                floor.replyFinished();
                parting.replyOver();
                yield List.of();
            }
            case EngineEvent.Farewell() -> {
                floor.engineGone();
                if (phase != Phase.LEAVING) {
                    startLeaving(new CallEnd(CallEnd.By.ASSISTANT, "farewell"), now);
                }
                yield List.of();
            }
            case EngineEvent.Used(var usage) -> {
                journal.used(usage);
                journal.cost()
                        .limit()
                        .ifPresent(end -> parting.limitReached(end, floor.engineBusy(), now));
                yield List.of();
            }
            case EngineEvent.TakenOver(var engine, _) -> takenOver(engine);
            case EngineEvent.Failed(EngineFailure.Rejected(var why))
                    when why.equals(Ledger.DAILY_LIMIT) ->
                    leave(Phrase.LIMIT_REACHED, new CallEnd(CallEnd.By.SWITCHBOARD, why), now);
            case EngineEvent.Failed(var failure) ->
                    apologise(new CallEnd(CallEnd.By.ENGINE, failure.word()), now);
        };
    }

    /// A caller who has not heard us yet does not have to know.
    private List<Command> takenOver(String engine) {
        journal.takenOver(engine);
        floor.takenOver();
        var sentence = floor.turnUnknown() ? Phrase.TAKEN_OVER_SAY_AGAIN : Phrase.TAKEN_OVER;
        return phase == Phase.TALKING && utterances.heardUs()
                ? List.of(say(sentence), new Resume())
                : List.of(new Resume());
    }

    private List<Command> asked(Ask ask) {
        if (lastWords.ours()) {
            return List.of(); // the engine is closed, the last words are ours
        }
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
                watch.callerIsPresent();
                tools.callerSpoke();
                yield List.of(new PassOn(ask));
            }
            case Ask.ClearTurn _ -> {
                floor.turnIsVoid();
                yield List.of(new PassOn(ask));
            }
            case Ask.Add _, Ask.EndTurn _ -> {
                watch.callerIsPresent();
                tools.callerSpoke();
                yield List.of(new PassOn(ask));
            }
            case Ask.Cancel _ -> List.of(new PassOn(ask));
        };
    }

    private List<Command> toolRequested(ToolCall call, long now) {
        var commands = tools.requested(call, conduct, now);
        for (var command : commands) {
            if (command instanceof Command.RunTool(var running)) {
                watch.toolStarted(tools.acknowledgement(running, conduct), now);
            }
        }
        return answered(commands);
    }

    /// The engine goes on by itself once it has a result, where the peer leaves that to it.
    private List<Command> answered(List<Command> commands) {
        if (turns().answersTools()
                && commands.stream().anyMatch(Command.SendToolResult.class::isInstance)) {
            floor.engineOwes();
        }
        return commands;
    }

    private List<Command> apologise(CallEnd how, long now) {
        return leave(Phrase.TECHNICAL_PROBLEM, how, now);
    }

    /// Ends the call with a last sentence of ours, whatever else was going to be said.
    private List<Command> leave(Phrase phrase, CallEnd how, long now) {
        if (phase == Phase.LEAVING && lastWords.ours()) {
            return List.of();
        }
        startLeaving(how, now);
        lastWords.areOurs();
        floor.engineGone();
        return List.of(new CloseEngine(), new StopPlayout(), say(phrase));
    }

    private void startLeaving(CallEnd how, long now) {
        phase = Phase.LEAVING;
        lastWords.begin(how, now);
    }

    private List<Command> end(CallEnd how, long now) {
        journal.ended(how, now);
        observe(now);
        journal.deadAir().over(now); // a wait that the end cuts short counts as well
        phase = Phase.ENDED;
        return List.of(new Close(how));
    }

    private Command say(Phrase phrase) {
        utterances.phraseAsked(false);
        return new Say(phrase);
    }

    /// Says it unless something is heard by then. Where a sentence of ours has not even reached the
    /// caller's ear, another one would not either.
    private List<Command> fill(Saying saying) {
        if (utterances.nextIsAwaited()) {
            return List.of();
        }
        utterances.phraseAsked(true);
        return List.of(new Fill(saying));
    }

    private void observe(long now) {
        boolean owed =
                switch (phase) {
                    case OPENING, TALKING -> !tools.isEmpty();
                    case LEAVING -> !lastWords.ours() && utterances.isAnyOpen();
                    case ENDED -> false;
                };
        watch.observe(owed, conduct.speaks(), awaited(), now);
    }

    private Ladder.Wait awaited() {
        return switch (phase) {
            case OPENING -> Ladder.Wait.CONNECTION;
            case TALKING -> tools.isEmpty() ? Ladder.Wait.ENGINE : Ladder.Wait.TOOL;
            case LEAVING, ENDED -> Ladder.Wait.ENGINE;
        };
    }

    private TurnTaking turns() {
        return conduct.turnTaking();
    }
}
