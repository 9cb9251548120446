package io.centralita.call;

import io.centralita.call.Command.Close;
import io.centralita.call.Command.CloseEngine;
import io.centralita.call.Command.Greet;
import io.centralita.call.Command.Resume;
import io.centralita.call.Command.StopPlayout;
import io.centralita.call.Command.TellInterrupted;
import io.centralita.call.Command.TellSwitchboardSaid;
import io.centralita.call.Remedy.Goodbye;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.call.watch.CallView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Decides what happens in one call. Given facts and the time, answers with wishes; never blocks,
/// reads a clock or touches a socket. Confined to the call's thread.
final class Call {
    private enum Phase {
        /// The leg is open, the engine is not.
        OPENING(CallView.Phase.OPENING),
        TALKING(CallView.Phase.TALKING),
        /// The last words are on their way; the call ends when they were heard.
        LEAVING(CallView.Phase.LEAVING),
        ENDED(CallView.Phase.LEAVING);

        private final CallView.Phase shown;

        Phase(CallView.Phase shown) {
            this.shown = shown;
        }
    }

    private final CallJournal journal;
    private final Floor floor;
    private final Utterances utterances;
    private final SilenceWatch watch;
    private final ToolCalls tools;
    private final Asks asks;
    private final Keys keys;
    private final Lookups lookups;
    private final Operators operators;
    private final Hold hold;
    private final Ending ending;
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
        this.journal = journal;
        this.floor = new Floor(now);
        this.utterances = new Utterances(journal, now);
        this.watch = new SilenceWatch(settings, floor, utterances, journal.deadAir());
        this.hold = new Hold(settings.patience().longestHold());
        this.ending = new Ending(settings, journal, hold, now);
        this.tools =
                new ToolCalls(
                        settings.language(),
                        ToolDeadlines.of(settings.toolTimeout()),
                        journal,
                        toolWords);
        this.asks = new Asks(conduct, floor, utterances, watch, tools, journal);
        this.keys = new Keys(settings.keys(), asks, tools, floor, ending, journal);
        this.lookups = new Lookups(tools, keys, asks, floor, watch);
        this.operators = new Operators(floor, asks, utterances, journal);
        this.engineDeadline = now + settings.engineDeadline().toNanos();
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /// When [#at] wants to be called although nothing happened.
    long nextDeadline() {
        var next = Math.min(watch.nextDeadline(phase == Phase.TALKING), tools.nextDeadline());
        var limits = operators.haveCall() ? SilenceGuard.NEVER : ending.nextDeadline();
        var atWill = Math.min(Math.min(next, limits), keys.nextDeadline());
        return switch (phase) {
            case OPENING -> Math.min(atWill, engineDeadline);
            case TALKING -> atWill;
            case LEAVING -> Math.min(next, lastWords.deadline());
            case ENDED -> SilenceGuard.NEVER;
        };
    }

    /// A fact of the time in which the caller still hears ringing: nobody waits for us, nobody is
    /// waited for, and the call's time has not begun.
    List<Command> whileRinging(CallEvent event, long now) {
        return decide(event, now);
    }

    /// Time passed in it.
    List<Command> whileRinging(long now) {
        return lookups.answered(tools.late(now));
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
        ending.begin(at);
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
        commands.addAll(lookups.answered(tools.late(now)));
        if (phase == Phase.LEAVING
                && (now >= lastWords.deadline()
                        || lastWords.heard(utterances, floor.engineBusy()))) {
            commands.addAll(end(lastWords.end(), now));
            return commands;
        }
        if (isOpening() || phase == Phase.TALKING) {
            commands.addAll(lookups.answered(keys.due(now)));
            if (!operators.haveCall()) { // nobody cuts a person short
                commands.addAll(untilTheEnd(now));
            }
        }
        commands.addAll(againstSilence(now));
        observe(now);
        return commands;
    }

    /// What there is to say about the end that the call comes to anyhow.
    private List<Command> untilTheEnd(long now) {
        var goodbye = ending.due(utterances.isEmpty(), floor.engineBusy(), now);
        if (goodbye.isPresent()) {
            return leave(goodbye.get().phrase(), goodbye.get().end(), now);
        }
        boolean quiet = floor.turn() == Floor.Turn.CALLERS_TURN && utterances.isEmpty();
        return ending.warns(quiet, now) ? List.of(utterances.say(Phrase.NEARLY_OVER)) : List.of();
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
            case Remedy.Say(var saying) -> utterances.fill(saying);
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
            case CallEvent.DigitPressed(var key) ->
                    phase == Phase.LEAVING || operators.haveCall()
                            ? List.of()
                            : lookups.answered(keys.pressed(key, now));
            case CallEvent.Held(var on) -> held(on, now);
            // Where the last words are ours the engine is closed.
            case CallEvent.LegAsks _ when lastWords.ours() -> List.of();
            case CallEvent.LegAsks(var ask) ->
                    operators.haveCall() ? operators.on(ask) : asks.on(ask);
            case CallEvent.OfOperator fact -> onOperator(fact, now);
            case CallEvent.Unspoken(var utterance) -> {
                journal.transcript().interrupted(utterance, Duration.ZERO);
                yield List.of(new TellInterrupted(utterance, Duration.ZERO));
            }
            case CallEvent.FromEngine(var engineEvent, var at) -> onEngine(engineEvent, at, now);
            case CallEvent.OfPlayout fact -> {
                utterances.on(fact, asks.conduct().speaks(), now);
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
                ending.putThrough(to, now);
                yield List.of();
            }
            case CallEvent.ToolEnded(var result) -> lookups.answered(tools.ended(result));
            case CallEvent.EndRequested(var how) -> leave(Phrase.CLOSING_DOWN, how, now);
        };
    }

    private List<Command> onOperator(CallEvent.OfOperator fact, long now) {
        return switch (fact) {
            case CallEvent.OfOperator.Listens listens ->
                    operators.listens(listens, phase == Phase.TALKING, now);
            case CallEvent.OfOperator.ListensNoMore over -> {
                operators.listensNoMore(over, now);
                yield List.of();
            }
            case CallEvent.OfOperator.Wants wish ->
                    operators.wants(wish, phase == Phase.TALKING, now);
            case CallEvent.OfOperator.Leaves leaves -> {
                var commands = new ArrayList<>(operators.leaves(leaves, now));
                var lost = operators.engineLost();
                if (lost != null) {
                    commands.addAll(apologise(lost, now));
                }
                yield commands;
            }
            case CallEvent.OfOperator.HangsUp(var by, var reason, var goodbye) -> {
                journal.moments().add(Kind.HANG_UP, by, now);
                var how = new CallEnd(CallEnd.By.OPERATOR, reason);
                yield goodbye ? leave(Phrase.GOODBYE, how, now) : end(how, now);
            }
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
                keys.callerStarted();
                ending.replyOver();
                journal.transcript().callerStarted(now);
                if (phase == Phase.LEAVING
                        || !utterances.isAnyOpen()
                        || operators.haveCall()
                        || !asks.turns().interrupts()) {
                    yield List.of();
                }
                bargeInAt = said;
                journal.moments().add(Kind.BARGE_IN, null, said);
                yield List.of(new StopPlayout());
            }
            case EngineEvent.CallerSpeechEnded(var silence) -> {
                long speechEnd = said - silence.toNanos();
                floor.callerEnded(speechEnd, asks.turns().answersTurns());
                journal.transcript().callerEnded(speechEnd);
                yield List.of();
            }
            case EngineEvent.CallerSaid(var text) -> {
                floor.callerSaid(text);
                watch.callerSaid(text);
                journal.transcript().callerSaid(text, now);
                yield lookups.answered(keys.callerSaid(text, now));
            }
            case EngineEvent.ReplyStarted() -> {
                floor.engineOwes();
                yield List.of();
            }
            case EngineEvent.AssistantSaid(var utterance, var text) -> {
                journal.transcript().said(utterance, Who.ASSISTANT, text);
                yield List.of();
            }
            case EngineEvent.ToolRequested(var call) -> lookups.requested(call, now);
            case EngineEvent.ReplyFinished() -> {
                floor.replyFinished();
                ending.replyOver();
                yield List.of();
            }
            case EngineEvent.Farewell() -> {
                floor.engineGone();
                if (phase != Phase.LEAVING && !operators.haveCall()) {
                    startLeaving(new CallEnd(CallEnd.By.ASSISTANT, "farewell"), now);
                }
                yield List.of();
            }
            case EngineEvent.Used(var usage) -> {
                journal.used(usage);
                journal.cost()
                        .limit()
                        .ifPresent(end -> ending.limitReached(end, floor.engineBusy(), now));
                yield List.of();
            }
            case EngineEvent.TakenOver(var engine, _) -> takenOver(engine);
            case EngineEvent.Failed(var failure)
                    when operators.goOnWithout(new CallEnd(CallEnd.By.ENGINE, failure.word())) ->
                    List.of();
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
        if (operators.haveCall()) {
            return List.of(new Resume());
        }
        var sentence = floor.turnUnknown() ? Phrase.TAKEN_OVER_SAY_AGAIN : Phrase.TAKEN_OVER;
        return phase == Phase.TALKING && utterances.heardUs()
                ? List.of(utterances.say(sentence), new Resume())
                : List.of(new Resume());
    }

    private List<Command> held(boolean on, long now) {
        if (!hold.set(on, now)) {
            return List.of();
        }
        floor.hold(on);
        journal.held(hold.total(now));
        journal.moments().add(on ? Kind.HOLD : Kind.BACK, null, now);
        return List.of(on ? new Command.HoldPlayout() : new Command.ReleasePlayout());
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
        var commands = new ArrayList<>(operators.end());
        commands.addAll(List.of(new CloseEngine(), new StopPlayout(), utterances.say(phrase)));
        return commands;
    }

    private void startLeaving(CallEnd how, long now) {
        phase = Phase.LEAVING;
        lastWords.begin(how, now);
    }

    private List<Command> end(CallEnd how, long now) {
        journal.ended(how, now);
        journal.held(hold.total(now));
        observe(now);
        journal.deadAir().over(now); // a wait that the end cuts short counts as well
        phase = Phase.ENDED;
        var commands = new ArrayList<>(operators.end());
        commands.add(new Close(how));
        return commands;
    }

    private void observe(long now) {
        boolean owed =
                switch (phase) {
                    case OPENING, TALKING -> lookups.awaited();
                    case LEAVING -> !lastWords.ours() && utterances.isAnyOpen();
                    case ENDED -> false;
                };
        watch.observe(owed, asks.conduct().speaks(), awaited(), now);
        keys.observe(utterances.ear());
    }

    /// How things stand, for those who look on.
    Standing standing() {
        return Standing.of(phase.shown, floor, utterances, operators.holder());
    }

    private Ladder.Wait awaited() {
        return switch (phase) {
            case OPENING -> Ladder.Wait.CONNECTION;
            case TALKING -> lookups.awaited() ? Ladder.Wait.TOOL : Ladder.Wait.ENGINE;
            case LEAVING, ENDED -> Ladder.Wait.ENGINE;
        };
    }
}
