package io.centralita.call;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Patience;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.Moment;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.call.transfer.Destination;
import io.centralita.call.watch.Seating;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Silence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One call in virtual time, all of it on one thread: the real call, phrase book and playout
/// between an engine made of method calls and a leg that plays 20 ms a beat. The rig has an ear of
/// its own, which knows nothing but the bytes of the frames.
final class CallRig {
    static final Duration BEAT = AudioFormat.FRAME;
    static final long START = 1_000_000_000L;

    private static final byte LOUD = 0x20;
    private static final byte OURS = 0x10;

    /// A sentence of the switchboard's own.
    record Said(long ms, Saying saying, String text) {}

    /// A frame as the ear gets it.
    record Heard(long atNanos, OutgoingFrame frame) {
        boolean audible() {
            return frame.audio()[0] != Silence.of(Codec.PCMU);
        }

        boolean ours() {
            return frame.audio()[0] == OURS;
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final ArrayDeque<CallEvent> facts = new ArrayDeque<>();
    private final Playout playout = new Playout(AudioFormat.PCMU_8K, time, facts::add);
    private final PhraseBook phrases;
    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "scripted",
                    VirtualTime.START,
                    START);
    private final Call call;
    private final Duration ahead;
    private final ArrayDeque<Heard> toCome = new ArrayDeque<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<Command> told = new ArrayList<>();
    private long earEnd = START;
    private long lastSoundEnd = START;
    private @Nullable CallEnd end;
    private @Nullable OperatorVoice operator;

    CallRig(CallSettings settings) {
        this(settings, Duration.ZERO);
    }

    /// @param ahead how far the leg takes frames ahead of the ear
    CallRig(CallSettings settings, Duration ahead) {
        this(settings, ahead, TurnTaking.AUTOMATIC);
    }

    CallRig(CallSettings settings, Duration ahead, TurnTaking turns) {
        this(settings, ahead, new Conduct("", "", List.of(), turns, true), _ -> true);
    }

    /// @param rendered which texts can be heard
    CallRig(CallSettings settings, Duration ahead, Conduct conduct, Predicate<String> rendered) {
        this.ahead = ahead;
        phrases =
                new PhraseBook(
                        new BundledTexts(),
                        (text, _, format) ->
                                rendered.test(text)
                                        ? Optional.of(filled(OURS, 1_200, format))
                                        : Optional.empty(),
                        settings.language(),
                        AudioFormat.PCMU_8K);
        call =
                new Call(
                        settings,
                        conduct,
                        journal,
                        new ToolResultProcessor(new BundledTexts()),
                        START);
        decide(new CallEvent.LegOpened());
    }

    static CallSettings settings() {
        return CallSettings.standard(Locale.of("es"), "Hola");
    }

    static CallSettings settings(Patience patience) {
        return settings().with(patience);
    }

    /// Greeted for half a second; it is the caller's turn.
    CallRig greeted() {
        engine(new EngineEvent.Ready());
        say(500);
        engine(new EngineEvent.ReplyFinished());
        pass(600);
        return this;
    }

    /// The caller's speech has just ended, without any delay of endpointing.
    void callerAsks() {
        callerSpeaks(200, "¿cuántos hay?");
    }

    void callerSpeaks(long ms, String understood) {
        engine(new EngineEvent.CallerSpeechStarted());
        pass(ms);
        engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
        engine(new EngineEvent.CallerSaid(understood));
    }

    /// An utterance of the assistant, complete and as loud as speech.
    long say(long ms) {
        return write(LOUD, ms);
    }

    /// One of nothing but silence.
    long saySilence(long ms) {
        return write(Silence.of(Codec.PCMU), ms);
    }

    private long write(byte sample, long ms) {
        var id = playout.begin(AudioFormat.PCMU_8K);
        playout.offer(id, filled(sample, ms, AudioFormat.PCMU_8K));
        playout.end(id);
        deliver();
        return id;
    }

    Playout playout() {
        return playout;
    }

    static byte[] speech(long ms) {
        return filled(LOUD, ms, AudioFormat.PCMU_8K);
    }

    void engine(EngineEvent event) {
        decide(new CallEvent.FromEngine(event, time.nanoTime()));
    }

    void asksTool(String id) {
        asksTool(id, "look_up");
    }

    void asksTool(String id, String name) {
        engine(new EngineEvent.ToolRequested(new ToolCall(id, name, "{\"q\":\"" + id + "\"}")));
    }

    void toolAnswers(String id) {
        var tool = new ToolCall(id, "look_up", "{}");
        decide(
                new CallEvent.ToolEnded(
                        new ToolResult(tool, new ToolOutcome.Answered("3"), "3", BEAT)));
    }

    /// A tool of this id finds out to whom the caller is put through.
    void transfers(String id) {
        var tool = new ToolCall(id, "transfer_call", "{}");
        var outcome = new ToolOutcome.PutThrough(new Destination("soporte", "+34910000009"));
        engine(new EngineEvent.ToolRequested(tool));
        decide(new CallEvent.ToolEnded(new ToolResult(tool, outcome, "", BEAT)));
    }

    void hold(boolean on) {
        decide(new CallEvent.Held(on));
    }

    void press(String keys) {
        keys.chars().forEach(key -> decide(new CallEvent.DigitPressed((char) key)));
    }

    void decide(CallEvent event) {
        deliver();
        carryOut(call.on(event, time.nanoTime()));
        deliver();
    }

    /// Time passes, beat by beat.
    void pass(long ms) {
        for (long left = ms; left > 0 && end == null; left -= BEAT.toMillis()) {
            time.advance(BEAT);
            beat();
        }
    }

    /// One beat: what is due is decided, the leg takes and plays, what happened is told.
    private void beat() {
        var now = time.nanoTime();
        hear(now);
        deliver();
        if (call.nextDeadline() <= now) {
            carryOut(call.at(now));
        }
        take(now);
        deliver();
    }

    private void take(long now) {
        var room = now + Math.max(ahead.toNanos(), BEAT.toNanos());
        while (Math.max(earEnd, now) + BEAT.toNanos() <= room) {
            var frame = playout.next();
            if (frame == null) {
                return;
            }
            var at = Math.max(earEnd, now);
            toCome.add(new Heard(at, frame));
            earEnd = at + BEAT.toNanos();
        }
    }

    private void hear(long now) {
        while (!toCome.isEmpty() && toCome.peek().atNanos() + BEAT.toNanos() <= now) {
            var frame = toCome.remove();
            heard.add(frame);
            if (frame.audible()) {
                lastSoundEnd = frame.atNanos() + BEAT.toNanos();
            }
            playout.played(frame.frame().sequence());
        }
    }

    private void deliver() {
        while (!facts.isEmpty()) {
            carryOut(call.on(facts.remove(), time.nanoTime()));
        }
    }

    private void carryOut(List<Command> commands) {
        for (var command : commands) {
            switch (command) {
                case Command.StopPlayout() -> {
                    var stopped = playout.stop();
                    toCome.clear();
                    earEnd = time.nanoTime();
                    carryOut(call.on(stopped, time.nanoTime()));
                }
                case Command.HoldPlayout() -> {
                    playout.hold();
                    toCome.clear();
                    earEnd = time.nanoTime();
                }
                case Command.ReleasePlayout() -> playout.release();
                case Command.Say(var phrase) -> say(phrase, false);
                case Command.Fill(var saying) -> say(saying, true);
                case Command.MuteAssistant(var on) -> {
                    playout.mute(on);
                    told.add(command);
                }
                case Command.SeatOperator(var wish) -> seat(wish);
                case Command.UnseatOperator() -> {
                    if (operator != null) {
                        operator.unseat();
                    }
                    told.add(command);
                }
                case Command.Close(var how) -> end = how;
                default -> told.add(command);
            }
        }
    }

    private void seat(CallEvent.OfOperator.Wants wish) {
        operator =
                new OperatorVoice(
                        playout,
                        time,
                        (lost, note) ->
                                facts.add(new CallEvent.OfOperator.Leaves(wish.by(), lost, note)));
        wish.answer().accept(new Seating.Taken(operator));
    }

    /// Somebody wants the call; what comes of it.
    Seating takesOver(String by) {
        var seating = new ArrayList<Seating>();
        decide(new CallEvent.OfOperator.Wants(by, seating::add));
        return seating.getFirst();
    }

    /// What happened beside what was said.
    List<Moment.Kind> moments() {
        return journal.moments().all().stream().map(Moment::kind).toList();
    }

    Standing standing() {
        return call.standing();
    }

    private void say(Saying saying, boolean fills) {
        var spoken = phrases.next(saying).orElseThrow();
        long id = fills ? playout.fill(spoken.audio()) : playout.say(spoken.audio());
        if (id == Playout.NOTHING) {
            carryOut(call.on(new CallEvent.PhraseNeedless(saying), time.nanoTime()));
            return;
        }
        phrases.said(spoken);
        said.add(new Said(ms(), spoken.saying(), spoken.text()));
        carryOut(call.on(new CallEvent.PhraseQueued(id, spoken.text()), time.nanoTime()));
    }

    /// Since the start of the call.
    long ms() {
        return (time.nanoTime() - START) / 1_000_000;
    }

    long now() {
        return time.nanoTime();
    }

    List<Saying> phrases() {
        return said.stream().map(Said::saying).toList();
    }

    List<Said> said() {
        return said;
    }

    List<Command> told() {
        return told;
    }

    List<Heard> heard() {
        return heard;
    }

    /// When the ear had heard the last audible frame.
    long lastSoundEnd() {
        return lastSoundEnd;
    }

    boolean ended() {
        return end != null;
    }

    CallEnd end() {
        if (end == null) {
            throw new AssertionError("the call goes on");
        }
        return end;
    }

    CallReport report() {
        return journal.report(new CallReport.Audio(0, 0, 0, 0));
    }

    private static byte[] filled(byte sample, long ms, AudioFormat format) {
        var audio = new byte[format.bytes(Duration.ofMillis(ms))];
        Arrays.fill(audio, sample);
        return audio;
    }
}
