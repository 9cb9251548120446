package io.centralita.call;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.CallScope;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolBox;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.call.tool.ToolRunner;
import io.centralita.call.tool.TransferTool;
import java.util.List;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what a [Call] decides, on the one virtual thread that owns the call, and sees to it
/// that nothing outlives the call.
final class CallLoop {
    private static final Logger log = LoggerFactory.getLogger(CallLoop.class);

    private final SwitchboardParts parts;
    private final Leg leg;
    private final Mailbox mailbox;
    private final CallJournal journal;
    private final Call call;
    private final Playout playout;
    private final PhraseBook phrases;
    private final EngineSession session;
    private final CallerAudio callerAudio;
    private final ToolRunner tools;
    private CallEnd end = new CallEnd(CallEnd.By.SWITCHBOARD, "fault");

    /// Opens the engine's session, which takes its time on threads of its own; nothing else happens
    /// before [#run].
    CallLoop(SwitchboardParts parts, Leg leg, CallScope scope) {
        this.parts = parts;
        this.leg = leg;
        var time = parts.time();
        mailbox = new Mailbox(time);
        var now = time.nanoTime();
        var settings = parts.settings();
        var processor = new ToolResultProcessor(parts.texts());
        journal =
                new CallJournal(
                        leg.info(),
                        settings.tenant(),
                        parts.engine().name(),
                        time.now(),
                        now,
                        new CallCost(parts.ledger(), parts.metrics()::cost));
        var houseTools = TransferTool.offered(parts.tools().get(), leg.transfers());
        var conduct = leg.conduct(houseConduct(houseTools));
        var patience = settings.patience();
        call =
                new Call(
                        leg.greeted() ? settings : settings.with(patience.ofPeer()),
                        conduct,
                        journal,
                        processor,
                        now);
        playout =
                new Playout(leg.format(), leg.takesAhead(), time, mailbox::post, leg::speechWaits);
        phrases = new PhraseBook(parts.texts(), parts.phrases(), settings.language(), leg.format());
        tools =
                new ToolRunner(
                        leg.tools(ToolBox.of(houseTools)),
                        ToolDeadlines.of(settings.toolTimeout()),
                        processor,
                        settings.language(),
                        scope,
                        time,
                        this::toolEnded);
        session = parts.engine().open(sessionSettings(conduct), this::engineSays, playout);
        callerAudio = new CallerAudio(leg, session);
    }

    /// Asks for the call's end, from any thread.
    void requestEnd(CallEnd how) {
        mailbox.post(new CallEvent.EndRequested(how));
    }

    void run() {
        try {
            start();
            while (!call.ended()) {
                serveNext();
            }
        } catch (InterruptedException _) {
            end = new CallEnd(CallEnd.By.SWITCHBOARD, "stopped");
        } catch (RuntimeException | Error bug) { // a bug ends this one call and is counted
            parts.metrics().fault();
            log.atError().setCause(bug).log("call ended by a fault");
        } finally {
            release();
        }
    }

    private void start() {
        log.atInfo()
                .addKeyValue("channel", leg.info().channel())
                .addKeyValue("engine", parts.engine().name())
                .log("call started");
        log.atDebug()
                .addKeyValue("pii.from", leg.info().from())
                .addKeyValue("pii.to", leg.info().to())
                .log("caller and dialled number");
        parts.records().save(report());
        leg.open(new LegEvents(callerAudio, playout, mailbox), playout);
        decide(new CallEvent.LegOpened());
    }

    private void serveNext() throws InterruptedException {
        var deadline = call.nextDeadline();
        var wait = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - parts.time().nanoTime();
        var fact = mailbox.take(wait);
        if (mailbox.overflowed()) {
            log.atError().log("mailbox is full, call is ended");
            decide(new CallEvent.EndRequested(new CallEnd(CallEnd.By.SWITCHBOARD, "mailbox-full")));
        }
        if (fact != null) {
            decide(fact);
            note(fact);
            if (fact instanceof CallEvent.FromEngine(var event, _)) {
                leg.observe(event);
            }
        } else {
            call.at(parts.time().nanoTime()).forEach(this::carryOut);
        }
    }

    private void decide(CallEvent fact) {
        call.on(fact, parts.time().nanoTime()).forEach(this::carryOut);
    }

    private void carryOut(Command command) {
        switch (command) {
            case Command.Greet() -> session.greet();
            case Command.Resume() -> session.resume();
            case Command.StopPlayout() -> {
                var stopped = playout.stop();
                leg.clear();
                decide(stopped);
            }
            case Command.TellInterrupted(var utterance, var heard) ->
                    session.interrupted(utterance, heard);
            case Command.RunTool(var toolCall) -> tools.start(toolCall);
            case Command.CancelTool(var id) -> tools.cancel(id);
            case Command.NoteWithheld(var toolCall, var why) -> {
                parts.metrics().toolWithheld(toolCall, why);
                log.atInfo()
                        .addKeyValue("tool", toolCall.name())
                        .addKeyValue("toolCall", toolCall.id())
                        .addKeyValue("why", why)
                        .log("tool call not run");
            }
            case Command.SendToolResult(var id, var output) -> {
                log.atInfo().addKeyValue("toolCall", id).log("tool result sent to engine");
                session.toolFinished(id, output);
            }
            case Command.Say(var phrase) -> say(phrase, playout::say);
            case Command.Fill(var phrase) -> say(phrase, playout::fill);
            case Command.PassOn(var ask) -> session.ask(ask);
            case Command.TellSwitchboardSaid(var text) -> session.switchboardSaid(text);
            case Command.CloseEngine() -> {
                callerAudio.cut();
                session.close();
            }
            case Command.Close(var how) -> end = how;
        }
    }

    /// @param mouth queues the audio and says as which utterance
    private void say(Phrase phrase, ToLongFunction<byte[]> mouth) {
        var spoken = phrases.next(phrase);
        if (spoken.isEmpty()) {
            parts.metrics().phrase(phrase, false);
            log.atWarn().addKeyValue("phrase", phrase.key()).log("phrase was never rendered");
            decide(new CallEvent.PhraseMissing(phrase));
            return;
        }
        var utterance = mouth.applyAsLong(spoken.get().audio());
        if (utterance == Playout.NOTHING) {
            decide(new CallEvent.PhraseNeedless(phrase));
            return;
        }
        phrases.said(phrase, spoken.get());
        parts.metrics().phrase(phrase, true);
        log.atInfo().addKeyValue("phrase", phrase.key()).log("switchboard speaks");
        leg.switchboardSays(utterance, spoken.get().text());
        decide(new CallEvent.PhraseQueued(utterance, spoken.get().text()));
    }

    private void engineSays(EngineEvent event) {
        mailbox.post(new CallEvent.FromEngine(event, parts.time().nanoTime()));
    }

    private void toolEnded(ToolResult result) {
        parts.metrics().toolEnded(result);
        mailbox.post(new CallEvent.ToolEnded(result));
    }

    /// Keeps the record up with what was said and found out, so that little is lost with the
    /// process.
    private void note(CallEvent fact) {
        switch (fact) {
            case CallEvent.ToolEnded _, CallEvent.PlayoutEnded _ -> parts.records().save(report());
            case CallEvent.DigitPressed(var digit) -> {
                log.atInfo().log("digit pressed");
                log.atDebug().addKeyValue("pii.digit", digit).log("digit");
            }
            case CallEvent.FromEngine(EngineEvent.Used(var usage), _) ->
                    parts.metrics().used(usage);
            case CallEvent.FromEngine(EngineEvent.TakenOver(var engine, var why), _) -> {
                parts.metrics().takenOver(engine);
                log.atWarn()
                        .addKeyValue("engine", engine)
                        .addKeyValue("failure", why.word())
                        .log("another engine has taken over");
            }
            default -> {
                // nothing to keep
            }
        }
    }

    private void release() {
        callerAudio.cut();
        session.close();
        tools.close();
        playout.close();
        leg.close(end);
        journal.ended(end, parts.time().nanoTime());
        var report = report();
        parts.records().save(report);
        parts.metrics().ended(report, end);
        CallLog.ended(report);
    }

    private CallReport report() {
        return journal.report(
                new CallReport.Audio(
                        callerAudio.frames(),
                        playout.framesOut(),
                        callerAudio.lostFrames() + playout.framesDropped(),
                        playout.framesLate()));
    }

    private Conduct houseConduct(List<Tool> tools) {
        var settings = parts.settings();
        return new Conduct(
                opening().instructions(),
                settings.voice(),
                tools.stream().map(Tool::definition).toList(),
                TurnTaking.AUTOMATIC,
                true);
    }

    private Opening opening() {
        return new Opening(leg, parts.settings(), parts.texts());
    }

    private SessionSettings sessionSettings(Conduct conduct) {
        var settings = parts.settings();
        return new SessionSettings(
                leg.info().callId(),
                settings.language(),
                opening().greeting(),
                conduct,
                settings.engineOptions(),
                opening().history(),
                leg.format());
    }
}
