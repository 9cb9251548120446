package io.centralita.engine.pipeline;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.EventGate;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call through the pipeline: a thread that hears and a thread that answers.
///
/// Caller audio goes through a queue of about ten seconds to the hearing thread, which tells the
/// [Floor] at once when the caller speaks and puts the rest to the answering thread as [Work]. What
/// a peer asks for takes the same way, so that it is done after what was said before it.
final class PipelineSession implements EngineSession, Ear.Listener {
    private static final Logger log = LoggerFactory.getLogger(PipelineSession.class);

    /// A call has a handful of these at a time.
    private static final int WORK_CAPACITY = 256;

    /// How often deadlines are looked at while the line brings nothing.
    private static final long TICK_MS = 100;

    private final PipelineParts parts;
    private final PipelineSettings settings;
    private final SessionSettings call;
    private final Time time;
    private final Floor floor = new Floor();
    private final Answering answering;
    private final Sounds sounds = new Sounds();
    private final ArrayBlockingQueue<Work> work = new ArrayBlockingQueue<>(WORK_CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final EventGate gate;

    /// The hearing thread's.
    private TurnTaking turns;

    private boolean callerHasFloor;
    private volatile @Nullable Thread hearingThread;
    private volatile @Nullable Thread answeringThread;

    PipelineSession(
            PipelineParts parts,
            PipelineSettings settings,
            SessionSettings call,
            EngineListener listener,
            SpeechOut speech,
            Time time) {
        this.parts = parts;
        this.settings = settings;
        this.call = call;
        this.gate = new EventGate(listener);
        this.time = time;
        this.turns = call.conduct().turnTaking();
        this.answering =
                new Answering(
                        parts, settings, call, this::post, speech, floor, time, this::results);
    }

    void start() {
        var scope =
                CallScope.CURRENT.isBound()
                        ? CallScope.CURRENT.get()
                        : new CallScope("", call.callId());
        answeringThread = scope.start("answering", this::answer);
        hearingThread = scope.start("hearing", this::listen);
        if (gate.isClosed()) {
            interruptThreads(); // closed by an event that was posted meanwhile
        }
    }

    @Override
    public AudioFormat inputFormat() {
        return call.legFormat();
    }

    @Override
    public void hear(byte[] frame) {
        if (!gate.isClosed()) {
            dropped.add(sounds.hear(frame));
        }
    }

    @Override
    public void greet() {
        ask(new Work.Greet());
    }

    @Override
    public void toolFinished(String toolCallId, String output) {
        ask(new Work.ToolFinished(toolCallId, output));
    }

    @Override
    public void interrupted(long utterance, Duration heard) {
        ask(new Work.Interrupted(utterance, heard));
    }

    @Override
    public void ask(Ask what) {
        switch (what) {
            case Ask.Configure(var conduct) -> {
                put(new Sound.Rules(conduct.turnTaking()));
                put(new Sound.Pass(new Work.Asked(what)));
            }
            case Ask.EndTurn _ -> put(new Sound.TurnOver());
            case Ask.ClearTurn _ -> put(new Sound.Forget());
            case Ask.Cancel _ -> {
                floor.cancelReply();
                put(new Sound.Pass(new Work.Asked(what)));
            }
            case Ask.Add _, Ask.Respond _ -> put(new Sound.Pass(new Work.Asked(what)));
            case Ask.Heard _ -> {} // the call puts it as an interruption
        }
    }

    @Override
    public void switchboardSaid(String text) {
        ask(new Work.SwitchboardSaid(text));
    }

    @Override
    public long droppedFrames() {
        return dropped.sum();
    }

    @Override
    public void close() {
        gate.close();
        floor.close();
        interruptThreads();
    }

    @Override
    public void speechStarted() {
        callerHasFloor = turns.interrupts();
        if (callerHasFloor) {
            floor.callerStarted();
        }
        post(new EngineEvent.CallerSpeechStarted());
    }

    @Override
    public void paused(CallerTurn turn) {
        ask(new Work.Recognise(turn));
    }

    @Override
    public void resumed(CallerTurn turn) {
        floor.stopRecognising(turn);
    }

    @Override
    public void forgotten(CallerTurn turn) {
        floor.stopRecognising(turn);
        if (callerHasFloor) {
            callerHasFloor = false;
            floor.callerEnded();
        }
        ask(new Work.Asked(new Ask.ClearTurn())); // what is owed may be answered now
    }

    @Override
    public void speechEnded(CallerTurn turn, Duration silence) {
        post(new EngineEvent.CallerSpeechEnded(silence));
        ask(new Work.Answer(turn, silence, time.nanoTime(), callerHasFloor));
        callerHasFloor = false;
    }

    private void listen() {
        try (var ear =
                new Ear(
                        call.legFormat(),
                        settings.endpointing(),
                        parts.recogniser(),
                        call.language(),
                        this)) {
            ear.follow(turns);
            while (!gate.isClosed()) {
                var sound = sounds.take(TICK_MS);
                floor.expire(time.nanoTime());
                if (sound != null) {
                    on(sound, ear);
                }
            }
        } catch (InterruptedException e) {
            log.atDebug().log("hearing ends");
        } catch (RuntimeException | Error e) {
            fail(new EngineFailure.Broken("recogniser", e));
        }
    }

    private void on(Sound sound, Ear ear) {
        switch (sound) {
            case Sound.Frame(var frame) -> ear.hear(frame);
            case Sound.Rules(var other) -> {
                ear.follow(other);
                turns = other;
            }
            case Sound.TurnOver() -> ear.turnOver();
            case Sound.Forget() -> ear.forget();
            case Sound.Pass(var passed) -> ask(passed);
        }
    }

    private void answer() {
        try {
            var unfit = unfit();
            if (unfit.isPresent()) {
                fail(unfit.get());
                return;
            }
            post(new EngineEvent.Ready());
            while (!gate.isClosed()) {
                answering.on(work.take()).ifPresent(this::fail);
            }
        } catch (InterruptedException e) {
            if (!gate.isClosed()) {
                fail(new EngineFailure.Broken("session", e));
            }
        } catch (RuntimeException | Error e) { // a caller is never left in silence
            fail(new EngineFailure.Broken("session", e));
        } finally {
            giveUpWaiting();
        }
    }

    /// A language that a part does not speak is known before the first word.
    private Optional<EngineFailure> unfit() {
        var language = call.language().toLanguageTag();
        if (!parts.recogniser().speaks(call.language())) {
            return Optional.of(new EngineFailure.Rejected("recogniser-language-" + language));
        }
        if (!parts.synthesiser().speaks(call.language())) {
            return Optional.of(new EngineFailure.Rejected("synthesiser-language-" + language));
        }
        return Optional.empty();
    }

    /// Results of tools that wait behind other work.
    private List<Work.ToolFinished> results() {
        var results = new ArrayList<Work.ToolFinished>();
        work.removeIf(next -> next instanceof Work.ToolFinished result && results.add(result));
        return results;
    }

    private void giveUpWaiting() {
        for (Work left = work.poll(); left != null; left = work.poll()) {
            giveUp(left);
        }
    }

    private static void giveUp(Work left) {
        switch (left) {
            case Work.Recognise(var turn) -> turn.throwAway();
            case Work.Answer(var turn, _, _, _) -> turn.throwAway();
            case Work.Greet _,
                    Work.ToolFinished _,
                    Work.Interrupted _,
                    Work.Asked _,
                    Work.SwitchboardSaid _ -> {}
        }
    }

    private void ask(Work what) {
        if (!gate.isClosed() && !work.offer(what)) {
            fail(new EngineFailure.Broken("session", null));
        }
        if (gate.isClosed()) {
            giveUp(what);
            giveUpWaiting(); // the answering thread may have looked for the last time
        }
    }

    private void put(Sound control) {
        if (!gate.isClosed() && !sounds.put(control)) {
            fail(new EngineFailure.Broken("session", null));
        }
    }

    /// What a part threw is told with the failure; the session ends with it.
    private void fail(EngineFailure failure) {
        log.atWarn()
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("engine failed");
        gate.lastWord(new EngineEvent.Failed(failure)); // nothing follows a failure
        close();
    }

    private void post(EngineEvent event) {
        gate.post(event);
    }

    private void interruptThreads() {
        var hearing = hearingThread;
        if (hearing != null) {
            hearing.interrupt();
        }
        var answers = answeringThread;
        if (answers != null) {
            answers.interrupt();
        }
    }
}
