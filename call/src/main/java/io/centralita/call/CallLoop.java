package io.centralita.call;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.scope.CallScope;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolBox;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.call.tool.ToolRunner;
import io.centralita.call.watch.LiveAudio;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.Seating;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what a [Call] decides, on the one virtual thread that owns the call, and sees to it
/// that nothing outlives the call.
final class CallLoop {
    private static final Logger log = LoggerFactory.getLogger(CallLoop.class);

    private final SwitchboardParts parts;
    private final Reception.Welcome welcome;
    private final Leg leg;
    private final Engine engine;
    private final BooleanSupplier withdrawal;
    private final Mailbox mailbox;
    private final CallJournal journal;
    private final CallNotes notes;
    private final RecordKeeper keeper;
    private final Pickup call;
    private final Playout playout;
    private final PhraseBook phrases;
    private final EngineSession session;
    private final CallerAudio callerAudio;
    private final ToolRunner tools;
    private final LiveCall live;
    private final boolean unrecorded;
    private final Desk desk;
    private final Witness witness;
    private @Nullable OperatorVoice operator;
    private CallEnd end = new CallEnd(CallEnd.By.SWITCHBOARD, "fault");

    /// A call whose caller is on the line. Opens the engine's session, which takes its time on
    /// threads of its own; nothing else happens before [#run].
    static CallLoop answered(
            SwitchboardParts parts, Reception.Welcome welcome, Leg leg, CallScope scope) {
        return new CallLoop(parts, welcome, leg, scope, Pickup::answered, () -> false);
    }

    /// A call whose caller still hears ringing, likewise.
    ///
    /// @param keep how long the caller may take to come
    static CallLoop ringing(
            SwitchboardParts parts,
            Reception.Welcome welcome,
            LegToCome leg,
            Duration keep,
            CallScope scope) {
        var until = parts.time().nanoTime() + keep.toNanos();
        return new CallLoop(
                parts, welcome, leg, scope, call -> Pickup.ringing(call, until), leg::withdraw);
    }

    private CallLoop(
            SwitchboardParts parts,
            Reception.Welcome welcome,
            Leg leg,
            CallScope scope,
            Function<Call, Pickup> pickup,
            BooleanSupplier withdrawal) {
        this.parts = parts;
        this.leg = leg;
        this.withdrawal = withdrawal;
        var time = parts.time();
        mailbox = new Mailbox(time);
        var now = time.nanoTime();
        boolean here = leg.carriesAudio();
        this.welcome = here ? welcome : welcome.unrecorded();
        unrecorded = welcome.settings().recording().isOn() && !here;
        var settings = this.welcome.settings();
        engine = leg.engine().orElse(parts.engine());
        var processor = new ToolResultProcessor(parts.texts());
        journal =
                new CallJournal(
                        leg.info(),
                        settings.tenant(),
                        engine.name(),
                        time.now(),
                        now,
                        new CallCost(welcome.ledger(), parts.metrics()::cost));
        notes = new CallNotes(parts.metrics(), journal.moments(), time);
        var houseTools = LegTools.of(leg, welcome.tools());
        var conduct = leg.conduct(houseConduct(houseTools));
        call = pickup.apply(new Call(conducted(settings), conduct, journal, processor, now));
        var attention = parts.board().attention();
        var audio =
                here
                        ? new LiveAudio(leg.format(), time, attention)
                        : LiveAudio.elsewhere(leg.format(), time, attention);
        boolean recorded = leg.recorded() || settings.recording().isOn();
        desk = new Desk(mailbox);
        var first = journal.view(call.standing(), recorded);
        live = new LiveCall(first, now, settings.recording(), audio, desk);
        witness = new Witness(live, journal, recorded);
        playout =
                new Playout(
                        leg.format(),
                        leg.takesAhead(),
                        time,
                        mailbox::post,
                        leg::speechWaits,
                        audio);
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
        session = engine.open(sessionSettings(conduct), this::engineSays, playout);
        callerAudio = new CallerAudio(leg, session, audio);
        keeper = new RecordKeeper(parts.records(), this::report);
        if (call.isRinging()) {
            leg.open(new LegEvents(callerAudio, playout, mailbox), playout);
        }
    }

    /// The caller is on the line, from any thread.
    void putThrough() {
        mailbox.post(new CallEvent.PutThrough(parts.time().nanoTime()));
    }

    /// The caller, who was given up, does not come. From any thread.
    void neverCame(CallEnd how) {
        mailbox.post(new CallEvent.NeverCame(how));
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
        boolean ringing = call.isRinging();
        log.atInfo()
                .addKeyValue("channel", leg.info().channel())
                .addKeyValue("engine", engine.name())
                .log(ringing ? "call is prepared while it rings" : "call started");
        log.atDebug()
                .addKeyValue("pii.from", leg.info().from())
                .addKeyValue("pii.to", leg.info().to())
                .log("caller and dialled number");
        keeper.save(parts.time().nanoTime());
        parts.board().add(live);
        if (ringing) {
            notes.moment(Kind.RINGING, null);
            parts.metrics().warm().ringing();
            return;
        }
        leg.open(new LegEvents(callerAudio, playout, mailbox), playout);
        decide(new CallEvent.LegOpened());
        notes.moment(Kind.ANSWERED, null);
        if (!leg.carriesAudio()) {
            notes.audioElsewhere(unrecorded);
        }
    }

    private void serveNext() throws InterruptedException {
        var deadline = Math.min(call.nextDeadline(), keeper.deadline());
        var wait = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - parts.time().nanoTime();
        var fact = mailbox.take(wait);
        if (mailbox.overflowed()) {
            log.atError().log("mailbox is full, call is ended");
            decide(new CallEvent.EndRequested(new CallEnd(CallEnd.By.SWITCHBOARD, "mailbox-full")));
        }
        if (fact != null) {
            decide(fact);
            note(fact);
            keeper.note(fact, parts.time().nanoTime());
            if (fact instanceof CallEvent.FromEngine(var event, _)) {
                leg.observe(event);
            }
        } else {
            call.at(parts.time().nanoTime()).forEach(this::carryOut);
        }
        keeper.at(parts.time().nanoTime());
        witness.look(call.standing());
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
            case Command.HoldPlayout() -> {
                playout.hold();
                leg.clear();
            }
            case Command.ReleasePlayout() -> playout.release();
            case Command.TellInterrupted(var utterance, var heard) ->
                    session.interrupted(utterance, heard);
            case Command.MuteAssistant(var on) -> playout.mute(on);
            case Command.SeatOperator(var wish) -> seat(wish);
            case Command.UnseatOperator() -> {
                if (operator != null) {
                    operator.unseat();
                    operator = null;
                }
            }
            case Command.RunTool(var toolCall) -> tools.start(toolCall);
            case Command.CancelTool(var id) -> tools.cancel(id);
            case Command.NoteWithheld(var toolCall, var why) -> notes.toolWithheld(toolCall, why);
            case Command.NoteToolStarted(var toolCall) -> notes.toolStarted(toolCall);
            case Command.NoteTool(var result) -> notes.toolEnded(result);
            case Command.SendToolResult(var id, var output) -> {
                log.atInfo().addKeyValue("toolCall", id).log("tool result sent to engine");
                session.toolFinished(id, output);
            }
            case Command.Say(var phrase) -> say(phrase, playout::say);
            case Command.Fill(var saying) -> say(saying, playout::fill);
            case Command.PassOn(var ask) -> session.ask(ask);
            case Command.TellSwitchboardSaid(var text) -> session.switchboardSaid(text);
            case Command.CloseEngine() -> {
                callerAudio.cut();
                session.close();
            }
            case Command.Withdraw(var how) -> {
                if (withdrawal.getAsBoolean()) {
                    decide(new CallEvent.NeverCame(how));
                }
            }
            case Command.Close(var how) -> end = how;
        }
    }

    /// @param mouth queues the audio and says as which utterance
    private void say(Saying saying, ToLongFunction<byte[]> mouth) {
        var found = phrases.next(saying);
        if (found.isEmpty()) {
            notes.cannotSay(saying);
            decide(new CallEvent.PhraseMissing(saying));
            return;
        }
        var spoken = found.get();
        var utterance = mouth.applyAsLong(spoken.audio());
        if (utterance == Playout.NOTHING) {
            decide(new CallEvent.PhraseNeedless(saying));
            return;
        }
        phrases.said(spoken);
        notes.says(spoken.saying(), utterance);
        leg.switchboardSays(utterance, spoken.text());
        decide(new CallEvent.PhraseQueued(utterance, spoken.text()));
    }

    private void seat(CallEvent.OfOperator.Wants wish) {
        var voice =
                new OperatorVoice(
                        playout,
                        parts.time(),
                        (lost, note) ->
                                mailbox.post(
                                        new CallEvent.OfOperator.Leaves(
                                                wish.by(), lost, opening().told(note))));
        operator = voice;
        wish.answer().accept(new Seating.Taken(voice));
    }

    private void engineSays(EngineEvent event) {
        mailbox.post(new CallEvent.FromEngine(event, parts.time().nanoTime()));
    }

    private void toolEnded(ToolResult result) {
        parts.metrics().toolEnded(result);
        mailbox.post(new CallEvent.ToolEnded(result));
    }

    private void note(CallEvent fact) {
        notes.fact(fact);
        switch (fact) {
            case CallEvent.PutThrough _ -> {
                notes.putThrough(Switchboard.PREPARED + leg.info().callId(), report().warm());
                keeper.save(parts.time().nanoTime());
            }
            case CallEvent.ToolEnded(var result) ->
                    leg.toolEnded(result.call().id(), result.outcome().word());
            default -> {
                // the leg has no interest
            }
        }
    }

    private void release() {
        callerAudio.cut();
        session.close();
        tools.close();
        journal.cutOff(playout.stop());
        playout.close();
        leg.parts(journal::history);
        leg.close(end);
        journal.ended(end, parts.time().nanoTime());
        var report = journal.lastReport(frames());
        parts.records().save(report);
        witness.look(call.standing());
        parts.board().remove(live);
        desk.close();
        if (call.isRinging()) {
            parts.metrics().warm().wasted(report, end);
        } else {
            parts.metrics().ended(report, end);
        }
        CallLog.ended(report);
    }

    private CallReport report() {
        return journal.report(frames());
    }

    private CallReport.Audio frames() {
        var out = playout.frames();
        return new CallReport.Audio(
                callerAudio.frames(),
                out.out(),
                callerAudio.lostFrames() + out.dropped(),
                out.late());
    }

    /// As far as the leg is capable of it.
    private CallSettings conducted(CallSettings settings) {
        var patience = settings.patience();
        return settings.with(settings.keys().within(leg.reaches()))
                .with(leg.greeted() ? patience : patience.ofPeer());
    }

    private Conduct houseConduct(List<Tool> houseTools) {
        var settings = welcome.settings();
        return new Conduct(
                opening().instructions(),
                settings.voice(),
                houseTools.stream().map(Tool::definition).toList(),
                TurnTaking.AUTOMATIC,
                true);
    }

    private Opening opening() {
        return new Opening(leg, welcome.settings(), parts.texts());
    }

    private SessionSettings sessionSettings(Conduct conduct) {
        var settings = welcome.settings();
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
