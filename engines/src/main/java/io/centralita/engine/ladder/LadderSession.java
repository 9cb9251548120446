package io.centralita.engine.ladder;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call on the ladder: the mailbox and the thread of a [Climb], and the call's side of it.
///
/// The lock guards `closed`, so that nothing is posted afterwards, and which session's events go
/// straight to the call: they keep their order with that session's speech, which does not pass
/// here. Under it the call's mailbox is offered to, which never blocks, and no rung is called.
final class LadderSession implements EngineSession, Climb.Upwards {
    private static final Logger log = LoggerFactory.getLogger(LadderSession.class);

    /// As many as a call's own mailbox holds: what it could not take in, we need not.
    static final int CAPACITY = 1_024;

    private static final int NOBODY = 0;

    /// How often the time is looked at while a rung opens.
    private static final long TICK_NANOS = 50_000_000;

    private final Time time;
    private final EngineListener listener;
    private final AudioFormat inputFormat;
    private final boolean hearsEncoded;
    private final CallerLine line;
    private final Climb climb;
    private final Thread thread;
    private final LinkedBlockingQueue<Fact> mailbox = new LinkedBlockingQueue<>(CAPACITY);
    private final ReentrantLock lock = new ReentrantLock();

    /// Number of the session whose events go straight to the call. Guarded by the lock.
    private int live = NOBODY;

    /// Events that wait in the mailbox for the ladder's thread; none overtakes them, so nothing
    /// gets past a failure. Guarded by the lock.
    private int waiting;

    private volatile boolean overflowed;
    private volatile boolean closed;

    private LadderSession(
            List<Step> steps,
            LadderSettings settings,
            SessionSettings call,
            EngineListener listener,
            SpeechOut speech,
            Time time) {
        this.time = time;
        this.listener = listener;
        this.climb = new Climb(steps, settings, call, speech, time, this);
        climb.open();
        var first = climb.serving();
        inputFormat = first == null ? call.legFormat() : first.session().inputFormat();
        hearsEncoded = first != null && first.session().hearsEncoded();
        line = new CallerLine(inputFormat, settings.heldAudio());
        thread = scope(call).unstarted("ladder", this::run);
    }

    static LadderSession open(
            List<Step> steps,
            LadderSettings settings,
            SessionSettings call,
            EngineListener listener,
            SpeechOut speech,
            Time time) {
        var session = new LadderSession(steps, settings, call, listener, speech, time);
        session.thread.start();
        return session;
    }

    private static CallScope scope(SessionSettings call) {
        return CallScope.CURRENT.isBound()
                ? CallScope.CURRENT.get()
                : new CallScope("", call.callId());
    }

    /// False once nothing of the session runs any more.
    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public AudioFormat inputFormat() {
        return inputFormat;
    }

    @Override
    public void hear(byte[] audio) {
        line.hear(audio);
    }

    /// As the first session does, whoever serves later.
    @Override
    public boolean hearsEncoded() {
        return hearsEncoded;
    }

    @Override
    public void hearEncoded(byte[] base64, int bytes) {
        line.hearEncoded(base64, bytes);
    }

    @Override
    public void greet() {
        tell(new Errand.Greet());
    }

    @Override
    public void resume() {
        tell(new Errand.Resume());
    }

    @Override
    public void toolFinished(String toolCallId, String output) {
        tell(new Errand.ToolFinished(toolCallId, output));
    }

    @Override
    public void interrupted(long utterance, Duration heard) {
        tell(new Errand.Interrupted(utterance, heard));
    }

    @Override
    public void switchboardSaid(String text) {
        tell(new Errand.SwitchboardSaid(text));
    }

    @Override
    public void ask(Ask ask) {
        tell(new Errand.Asked(ask));
    }

    @Override
    public long droppedFrames() {
        var now = climb.serving();
        return line.dropped()
                + climb.droppedByFormer()
                + (now == null ? 0 : now.session().droppedFrames());
    }

    @Override
    public void close() {
        shutUp(null);
        line.close();
        var now = climb.serving();
        if (now != null) {
            now.close();
        }
        put(new Fact.Closing());
    }

    @Override
    public void post(EngineEvent event) {
        lock.lock();
        try {
            if (!closed) {
                listener.on(event);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fail(EngineFailure failure) {
        shutUp(new EngineEvent.Failed(failure));
    }

    @Override
    public void take(int number, EngineEvent event) {
        lock.lock();
        try {
            boolean ours =
                    event instanceof EngineEvent.Failed || event instanceof EngineEvent.Ready;
            boolean straight = !ours && !closed && number == live && waiting == 0;
            waiting += straight ? 0 : 1;
            put(new Fact.FromRung(number, event, straight));
            if (straight) {
                listener.on(event);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void live(int number) {
        lock.lock();
        try {
            live = number;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void dealtWith() {
        lock.lock();
        try {
            waiting--;
        } finally {
            lock.unlock();
        }
    }

    private void put(Fact fact) {
        if (!mailbox.offer(fact)) {
            overflowed = true;
        }
    }

    @Override
    public void connect(EngineSession session) {
        line.connect(session);
    }

    @Override
    public void disconnect() {
        live(NOBODY);
        line.disconnect();
    }

    private void tell(Errand errand) {
        if (!closed) {
            put(new Fact.FromCall(errand));
        }
    }

    /// Nothing is posted after this last word.
    private void shutUp(EngineEvent.@Nullable Failed lastWord) {
        lock.lock();
        try {
            if (!closed && lastWord != null) {
                listener.on(lastWord);
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!closed) {
                serveNext();
            }
        } catch (InterruptedException e) {
            fail(new EngineFailure.Broken("ladder", e));
        } catch (RuntimeException | Error bug) { // a caller is never left in silence
            log.atError().setCause(bug).log("ladder broke");
            fail(new EngineFailure.Broken("ladder", bug));
        } finally {
            line.close();
            climb.leave();
        }
    }

    private void serveNext() throws InterruptedException {
        var fact = climb.isOpening() ? time.poll(mailbox, TICK_NANOS) : mailbox.take();
        if (overflowed) {
            log.atError().log("ladder's mailbox is full");
            fail(new EngineFailure.Broken("ladder", null));
            return;
        }
        if (fact != null) {
            climb.on(fact);
        }
        climb.at(time.nanoTime());
    }
}
