package io.centralita.call;

import io.centralita.call.Command.Close;
import io.centralita.call.Command.CloseEngine;
import io.centralita.call.Command.Greet;
import io.centralita.call.Command.PassOn;
import io.centralita.call.Command.Resume;
import io.centralita.call.Command.Say;
import io.centralita.call.Command.StopPlayout;
import io.centralita.call.Command.TellInterrupted;
import io.centralita.call.Command.TellSwitchboardSaid;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides what happens in one call. Given facts and the time, answers with wishes; never blocks,
/// reads a clock or touches a socket. Confined to the call's thread.
final class Call {
    /// How long a goodbye or an apology may take to be heard before the call ends without it.
    static final Duration FAREWELL_LIMIT = Duration.ofSeconds(30);

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
    private final SilenceGuard guard;
    private final ToolCalls tools;
    private final Parting parting = new Parting();

    /// Utterances that were opened and are neither heard to their end nor stopped.
    private final Set<Long> open = new HashSet<>();

    /// Those of them that the caller is hearing now.
    private final Set<Long> sounding = new HashSet<>();

    /// Those of them that are the switchboard's own.
    private final Set<Long> ours = new HashSet<>();

    private final long engineDeadline;

    private Phase phase = Phase.OPENING;
    private boolean engineReady;
    private boolean engineBusy;
    private boolean callerSpeaking;
    private boolean apologising;
    private boolean callerHeardUs;

    /// The caller said something, and nobody knows yet what.
    private boolean turnUnknown;

    private int phrasesAsked;
    private long stoppedBefore;
    private CallEnd leavingFor = new CallEnd(CallEnd.By.ASSISTANT, "farewell");
    private long leaveAt = SilenceGuard.NEVER;

    /// @param conduct of the assistant, to begin with
    Call(
            CallSettings settings,
            Conduct conduct,
            CallJournal journal,
            ToolResultProcessor toolWords,
            long now) {
        this.conduct = conduct;
        this.journal = journal;
        this.guard = new SilenceGuard(settings.acknowledgeAfter(), settings.silenceBudget());
        this.tools =
                new ToolCalls(
                        settings.language(),
                        ToolDeadlines.of(settings.toolTimeout()),
                        journal,
                        toolWords);
        this.engineDeadline = now + settings.engineDeadline().toNanos();
        this.engineBusy = true;
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /// When [#at] wants to be called although nothing happened.
    long nextDeadline() {
        var next = guard.nextDeadline();
        if (phase == Phase.OPENING) {
            next = Math.min(next, engineDeadline);
        }
        next = Math.min(next, phase == Phase.LEAVING ? leaveAt : parting.nextDeadline());
        return Math.min(next, tools.nextDeadline());
    }

    /// A fact.
    List<Command> on(CallEvent event, long now) {
        if (phase == Phase.ENDED) {
            return List.of();
        }
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
        if (phase == Phase.OPENING && now >= engineDeadline) {
            commands.addAll(apologise(new CallEnd(CallEnd.By.ENGINE, "not-ready-in-time"), now));
        }
        commands.addAll(answered(tools.late(now)));
        if (phase == Phase.LEAVING && (now >= leaveAt || lastWordsHeard())) {
            commands.addAll(end(leavingFor, now));
        }
        if (phase == Phase.OPENING || phase == Phase.TALKING) {
            parting.due(open.isEmpty() && phrasesAsked == 0, now)
                    .ifPresent(how -> commands.addAll(leave(Phrase.LIMIT_REACHED, how, now)));
        }
        if (phase == Phase.OPENING || phase == Phase.TALKING) {
            guard.due(now).ifPresent(phrase -> commands.add(say(phrase)));
        }
        observe(now);
        return commands;
    }

    private List<Command> decide(CallEvent event, long now) {
        return switch (event) {
            case CallEvent.LegOpened() -> {
                journal.answered(now);
                yield List.of();
            }
            case CallEvent.LegClosed(var byCaller, var detail) ->
                    end(whoseEnd(byCaller, detail), now);
            case CallEvent.DigitPressed _ -> List.of();
            case CallEvent.LegAsks(var ask) -> asked(ask);
            case CallEvent.FromEngine(var engineEvent) -> onEngine(engineEvent, now);
            case CallEvent.UtteranceOpened(var utterance) -> {
                if (utterance >= stoppedBefore) {
                    open.add(utterance);
                }
                yield List.of();
            }
            case CallEvent.PlayoutBegan(var utterance) -> {
                callerHeardUs = true;
                journal.audioBegan(now);
                journal.transcript().began(utterance, whoSays(utterance), now);
                if (open.contains(utterance)) {
                    sounding.add(utterance);
                }
                yield List.of();
            }
            case CallEvent.PlayoutStarved(var utterance) -> {
                sounding.remove(utterance);
                yield List.of();
            }
            case CallEvent.PlayoutEnded(var utterance, var heard) -> {
                if (!conduct.speaks()) { // words without sound are heard once they are complete
                    journal.transcript().began(utterance, whoSays(utterance), now);
                }
                journal.transcript().ended(utterance, heard);
                forget(utterance);
                yield List.of();
            }
            case CallEvent.PlayoutStopped(var cuts, var before) -> stopped(cuts, before);
            case CallEvent.PhraseQueued(var utterance, var text) -> {
                phrasesAsked--;
                open.add(utterance);
                ours.add(utterance);
                journal.transcript().said(utterance, Who.SWITCHBOARD, text);
                yield List.of(new TellSwitchboardSaid(text));
            }
            case CallEvent.PhraseMissing _ -> {
                phrasesAsked--;
                yield List.of();
            }
            case CallEvent.ToolEnded(var result) -> answered(tools.ended(result));
            case CallEvent.EndRequested(var how) -> leave(Phrase.CLOSING_DOWN, how, now);
        };
    }

    private List<Command> onEngine(EngineEvent event, long now) {
        return switch (event) {
            case EngineEvent.Ready() -> {
                if (engineReady || phase != Phase.OPENING) {
                    yield List.of();
                }
                engineReady = true;
                phase = Phase.TALKING;
                yield List.of(new Greet());
            }
            case EngineEvent.CallerSpeechStarted() -> {
                callerSpeaking = true;
                turnUnknown = true;
                tools.callerSpoke();
                parting.replyOver();
                journal.transcript().callerStarted(now);
                yield phase == Phase.LEAVING || open.isEmpty() || !turns().interrupts()
                        ? List.of()
                        : List.of(new StopPlayout());
            }
            case EngineEvent.CallerSpeechEnded(var silence) -> {
                callerSpeaking = false;
                engineBusy |= turns().answersTurns();
                journal.transcript().callerEnded(now - silence.toNanos());
                yield List.of();
            }
            case EngineEvent.CallerSaid(var text) -> {
                turnUnknown = text.isBlank();
                journal.transcript().callerSaid(text, now);
                yield List.of();
            }
            case EngineEvent.ReplyStarted() -> {
                engineBusy = true;
                yield List.of();
            }
            case EngineEvent.AssistantSaid(var utterance, var text) -> {
                journal.transcript().said(utterance, Who.ASSISTANT, text);
                yield List.of();
            }
            case EngineEvent.ToolRequested(var call) -> toolRequested(call, now);
            case EngineEvent.ReplyFinished() -> {
                engineBusy = false;
                turnUnknown &= callerSpeaking;
                parting.replyOver();
                yield List.of();
            }
            case EngineEvent.Farewell() -> {
                engineBusy = false;
                if (phase != Phase.LEAVING) {
                    startLeaving(new CallEnd(CallEnd.By.ASSISTANT, "farewell"), now);
                }
                yield List.of();
            }
            case EngineEvent.Used(var usage) -> {
                journal.used(usage);
                journal.cost().limit().ifPresent(end -> parting.because(end, engineBusy, now));
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

    /// Nothing that the engine before was in the middle of will come to its end: whether the caller
    /// still speaks, and whether they wait, is for the new one to say. A caller who has not heard
    /// us yet does not have to know.
    private List<Command> takenOver(String engine) {
        journal.takenOver(engine);
        callerSpeaking = false;
        engineBusy = true;
        var sentence = turnUnknown ? Phrase.TAKEN_OVER_SAY_AGAIN : Phrase.TAKEN_OVER;
        return phase == Phase.TALKING && callerHeardUs
                ? List.of(say(sentence), new Resume())
                : List.of(new Resume());
    }

    private List<Command> asked(Ask ask) {
        if (apologising) {
            return List.of(); // the engine is closed, the last words are ours
        }
        return switch (ask) {
            case Ask.Cancel _ when !open.isEmpty() -> List.of(new PassOn(ask), new StopPlayout());
            case Ask.Heard(var utterance, var heard) -> {
                journal.transcript().interrupted(utterance, heard);
                yield List.of(new TellInterrupted(utterance, heard));
            }
            case Ask.Configure(var other) -> {
                conduct = other;
                if (!other.turnTaking().detects()) {
                    turnIsVoid();
                }
                yield List.of(new PassOn(ask));
            }
            case Ask.Respond _ -> {
                engineBusy = true;
                tools.callerSpoke();
                yield List.of(new PassOn(ask));
            }
            case Ask.ClearTurn _ -> {
                turnIsVoid();
                yield List.of(new PassOn(ask));
            }
            case Ask.Add _, Ask.EndTurn _ -> {
                tools.callerSpoke();
                yield List.of(new PassOn(ask));
            }
            case Ask.Cancel _ -> List.of(new PassOn(ask));
        };
    }

    private void turnIsVoid() {
        callerSpeaking = false;
        turnUnknown = false;
    }

    private List<Command> toolRequested(ToolCall call, long now) {
        var commands = tools.requested(call, conduct, now);
        for (var command : commands) {
            if (command instanceof Command.RunTool) {
                guard.toolStarted(now);
            }
        }
        return answered(commands);
    }

    /// The engine goes on by itself once it has a result, where the peer leaves that to it.
    private List<Command> answered(List<Command> commands) {
        engineBusy |=
                turns().answersTools()
                        && commands.stream().anyMatch(Command.SendToolResult.class::isInstance);
        return commands;
    }

    private List<Command> stopped(List<CallEvent.Cut> cuts, long before) {
        stoppedBefore = before;
        var commands = new ArrayList<Command>();
        for (var cut : cuts) {
            journal.transcript().interrupted(cut.utterance(), cut.heard());
            if (!ours.contains(cut.utterance())) {
                commands.add(new TellInterrupted(cut.utterance(), cut.heard()));
            }
            forget(cut.utterance());
        }
        return commands;
    }

    private void forget(long utterance) {
        open.remove(utterance);
        sounding.remove(utterance);
        ours.remove(utterance);
    }

    private List<Command> apologise(CallEnd how, long now) {
        return leave(Phrase.TECHNICAL_PROBLEM, how, now);
    }

    /// Ends the call with a last sentence of ours, whatever else was going to be said.
    private List<Command> leave(Phrase phrase, CallEnd how, long now) {
        if (phase == Phase.LEAVING && apologising) {
            return List.of();
        }
        startLeaving(how, now);
        apologising = true;
        engineBusy = false;
        return List.of(new CloseEngine(), new StopPlayout(), say(phrase));
    }

    private void startLeaving(CallEnd how, long now) {
        phase = Phase.LEAVING;
        leavingFor = how;
        leaveAt = now + FAREWELL_LIMIT.toNanos();
    }

    private boolean lastWordsHeard() {
        return open.isEmpty() && phrasesAsked == 0 && !engineBusy;
    }

    private List<Command> end(CallEnd how, long now) {
        journal.ended(how, now);
        observe(now);
        journal.deadAir().observe(false, now); // a wait that the end cuts short counts as well
        phase = Phase.ENDED;
        return List.of(new Close(how));
    }

    private Command say(Phrase phrase) {
        phrasesAsked++;
        return new Say(phrase);
    }

    private void observe(long now) {
        var hearsUs = !sounding.isEmpty();
        var waits = conduct.speaks() && !callerSpeaking && (engineBusy || !tools.isEmpty());
        journal.deadAir().observe(waits && !hearsUs, now);
        guard.observe(waits && !hearsUs, !tools.isEmpty(), hearsUs, now);
    }

    private TurnTaking turns() {
        return conduct.turnTaking();
    }

    private CallEnd whoseEnd(boolean byCaller, String detail) {
        if (apologising) {
            return leavingFor;
        }
        return byCaller ? CallEnd.callerHungUp() : new CallEnd(CallEnd.By.CHANNEL, detail);
    }

    private Who whoSays(long utterance) {
        return ours.contains(utterance) ? Who.SWITCHBOARD : Who.ASSISTANT;
    }
}
