package io.centralita.call;

import io.centralita.call.CallEvent.Cut;
import io.centralita.call.CallEvent.PlayoutBegan;
import io.centralita.call.CallEvent.PlayoutEnded;
import io.centralita.call.CallEvent.PlayoutHeld;
import io.centralita.call.CallEvent.PlayoutStopped;
import io.centralita.call.CallEvent.Unspoken;
import io.centralita.call.CallEvent.UtteranceOpened;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.call.watch.LiveAudio;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the caller is to hear, in order, and what of it they have heard.
///
/// Engines write, the leg takes a frame whenever its wire wants one, and says later how far the
/// caller has got. The queue is bounded: [#write] waits above [FrameQueue#WRITERS_WAIT_ABOVE],
/// [#offer] drops and counts above [FrameQueue#CAPACITY]. The lock is held for queue operations
/// alone, never across I/O.
final class Playout implements SpeechOut, OutgoingAudio, AutoCloseable {
    /// No utterance has this number.
    static final long NOTHING = 0;

    private final AudioFormat legFormat;
    private final boolean takenAhead;
    private final Time time;
    private final Consumer<CallEvent> facts;
    private final Runnable speechWaits;
    private final LiveAudio passersBy;
    private final Audibility audibility;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final FrameQueue queue = new FrameQueue();
    private final InFlight inFlight;
    private final Map<Long, Utterance> utterances = new LinkedHashMap<>();
    private long nextUtterance = 1;
    private long nextSequence = 1;
    private @Nullable Utterance current;
    private boolean held;
    private boolean muted;
    private boolean closed;
    private long framesOut;
    private long framesDropped;
    private long framesLate;

    /// @param facts is told what happens; must not block
    Playout(AudioFormat legFormat, Time time, Consumer<CallEvent> facts) {
        this(legFormat, false, time, facts, () -> {}, LiveAudio.of(legFormat, time));
    }

    /// @param takenAhead the leg takes what there is, far ahead of the ear: an utterance starves
    ///   when what was taken has been heard
    /// @param speechWaits is told when an utterance begins and nothing is queued before it; must
    ///   not block
    /// @param passersBy hear what the caller hears
    Playout(
            AudioFormat legFormat,
            boolean takenAhead,
            Time time,
            Consumer<CallEvent> facts,
            Runnable speechWaits,
            LiveAudio passersBy) {
        this.passersBy = passersBy;
        this.takenAhead = takenAhead;
        this.inFlight = new InFlight(!takenAhead);
        this.legFormat = legFormat;
        this.time = time;
        this.facts = facts;
        this.speechWaits = speechWaits;
        this.audibility = new Audibility(facts);
    }

    @Override
    public long begin(AudioFormat format) {
        return begin(format, false);
    }

    /// @param operator a person speaks, whom [#mute] does not keep from it
    long begin(AudioFormat format, boolean operator) {
        lock.lock();
        try {
            var utterance = new Utterance(nextUtterance++, format, legFormat);
            utterance.cut = closed || (muted && !operator);
            if (!utterance.cut) {
                utterances.put(utterance.id, utterance);
                facts.accept(new UtteranceOpened(utterance.id, operator));
            } else if (!closed) {
                facts.accept(new Unspoken(utterance.id));
            }
            return utterance.id;
        } finally {
            lock.unlock();
        }
    }

    /// Whether what engines begin to say goes nowhere.
    void mute(boolean on) {
        lock.lock();
        try {
            muted = on;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean write(long id, byte[] audio) throws InterruptedException {
        var utterance = find(id);
        if (utterance == null) {
            return false;
        }
        var frames = utterance.frames(audio);
        lock.lockInterruptibly();
        try {
            for (var frame : frames) {
                while (!utterance.cut && queue.isAhead(held)) {
                    room.await();
                }
                if (utterance.cut) {
                    return false;
                }
                append(utterance, frame);
            }
            return !utterance.cut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean offer(long id, byte[] audio) {
        var utterance = find(id);
        return utterance != null && offer(utterance, utterance.frames(audio));
    }

    @Override
    public void sounds(long id) {
        lock.lock();
        try {
            var utterance = utterances.get(id);
            if (utterance != null && utterance.soundsElsewhere(time.nanoTime())) {
                facts.accept(new PlayoutBegan(id));
                audibility.elsewhere(id, time.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(long id) {
        var utterance = find(id);
        if (utterance == null) {
            return;
        }
        offer(utterance, utterance.lastFrames());
        lock.lock();
        try {
            if (utterance.isOverElsewhere(time.nanoTime())) {
                audibility.over(id, time.nanoTime());
            }
            utterance.complete = true;
            endIfHeard(utterance);
        } finally {
            lock.unlock();
        }
    }

    /// Queues a complete utterance that is in the leg's format already, after all that sounds: not
    /// after silence that waits in the queue.
    ///
    /// @return its number, or [#NOTHING] where nothing is heard any more
    long say(byte[] audio) {
        lock.lock();
        try {
            return insert(audio, queue::addBeforeSilence);
        } finally {
            lock.unlock();
        }
    }

    /// Queues one to be heard next: before silence that waits in the queue. Not where the caller
    /// hears something, or is about to: then what they waited for has come.
    ///
    /// @return its number, or [#NOTHING]
    long fill(byte[] audio) {
        lock.lock();
        try {
            return audibility.isHeard(time.nanoTime()) || soundsSoon()
                    ? NOTHING
                    : insert(audio, queue::addFirst);
        } finally {
            lock.unlock();
        }
    }

    /// @param place puts the frames of a complete utterance where they belong, and says whether
    ///   they are next
    private long insert(byte[] audio, Predicate<List<QueuedFrame>> place) {
        if (closed) {
            return NOTHING;
        }
        var utterance = new Utterance(nextUtterance++, legFormat, legFormat);
        utterances.put(utterance.id, utterance);
        facts.accept(new UtteranceOpened(utterance.id));
        var frames = new ArrayList<QueuedFrame>();
        utterance.frames(audio).forEach(frame -> frames.add(queued(utterance, frame)));
        utterance.lastFrames().forEach(frame -> frames.add(queued(utterance, frame)));
        boolean next = place.test(frames);
        utterance.queued = frames.size();
        utterance.complete = true;
        endIfHeard(utterance);
        if (next) {
            speechWaits.run();
        }
        return utterance.id;
    }

    @Override
    public @Nullable OutgoingFrame next() {
        lock.lock();
        try {
            if (held) {
                return null;
            }
            var next = queue.poll();
            if (next == null) {
                starve();
                audibility.dry(time.nanoTime());
                return null;
            }
            room.signalAll();
            var utterance = next.utterance();
            if (!utterance.sounding) {
                resume(utterance);
            }
            current = utterance;
            utterance.taken++;
            framesOut++;
            var sequence = nextSequence++;
            inFlight.left(next, sequence);
            long at = audibility.left(utterance.id, next.audible(), time.nanoTime());
            passersBy.heard(at, next.audio());
            return new OutgoingFrame(sequence, utterance.id, next.audio());
        } finally {
            lock.unlock();
        }
    }

    /// The caller has heard every frame up to this one.
    void played(long sequence) {
        lock.lock();
        try {
            inFlight.played(sequence, this::endIfHeard);
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is queued and gives up what left and was not heard.
    PlayoutStopped stop() {
        lock.lock();
        try {
            var cuts = new ArrayList<Cut>();
            for (var utterance : utterances.values()) {
                var _ = utterance.isOverElsewhere(time.nanoTime());
                utterance.cut = true;
                cuts.add(new Cut(utterance.id, utterance.heard()));
            }
            utterances.clear();
            queue.clear();
            inFlight.clear();
            current = null;
            silence(time.nanoTime());
            room.signalAll();
            return new PlayoutStopped(List.copyOf(cuts), nextUtterance);
        } finally {
            lock.unlock();
        }
    }

    /// The caller has put us on hold: nothing is given out, and what left and was not heard, as far
    /// as is known, is to be heard later. Writers may be further ahead meanwhile.
    void hold() {
        lock.lock();
        try {
            if (held || closed) {
                return;
            }
            held = true;
            var now = time.nanoTime();
            var _ = queue.addFirst(inFlight.takeBack());
            utterances.values().forEach(utterance -> utterance.pause(now));
            current = null;
            silence(now);
            facts.accept(new PlayoutHeld(now));
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// They are back: it goes on where they stopped hearing it.
    void release() {
        lock.lock();
        try {
            if (!held) {
                return;
            }
            held = false;
            var now = time.nanoTime();
            utterances.values().forEach(utterance -> utterance.goOn(now));
            if (!queue.isEmpty()) {
                speechWaits.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing is written or heard from now on; writers that wait are let go.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stop();
        } finally {
            lock.unlock();
        }
    }

    FrameCounts frames() {
        lock.lock();
        try {
            return new FrameCounts(framesOut, framesDropped, framesLate);
        } finally {
            lock.unlock();
        }
    }

    /// What left and was not heard yet is not heard.
    private void silence(long now) {
        audibility.cleared(now);
        passersBy.unheard(now);
    }

    private @Nullable Utterance find(long id) {
        lock.lock();
        try {
            return utterances.get(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean offer(Utterance utterance, List<byte[]> frames) {
        lock.lock();
        try {
            var dropped = false;
            for (var frame : frames) {
                if (utterance.cut) {
                    return false;
                }
                if (queue.isFull()) {
                    framesDropped++;
                    dropped = true;
                } else {
                    append(utterance, frame);
                }
            }
            return !utterance.cut && !dropped;
        } finally {
            lock.unlock();
        }
    }

    private void append(Utterance utterance, byte[] frame) {
        boolean waited = utterance.queued == 0 && queue.isEmpty();
        utterance.queued++;
        queue.add(queued(utterance, frame));
        if (waited) {
            speechWaits.run();
        }
    }

    private QueuedFrame queued(Utterance utterance, byte[] frame) {
        return new QueuedFrame(utterance, frame, Levels.isAudible(frame, legFormat.codec()));
    }

    /// Whether something is heard before a sentence of ours would have to be.
    private boolean soundsSoon() {
        var left = SilenceGuard.LEAD.toNanos() - audibility.ahead(time.nanoTime());
        var frames = Math.max(0, left) / AudioFormat.FRAME.toNanos() + 1;
        return queue.soundsWithin(frames);
    }

    private void resume(Utterance utterance) {
        if (utterance.taken > 0) {
            framesLate += (time.nanoTime() - utterance.starvingSince) / AudioFormat.FRAME.toNanos();
        }
        utterance.sounding = true;
        facts.accept(new PlayoutBegan(utterance.id));
    }

    private void starve() {
        var dry = current;
        if (dry != null && dry.sounding && !dry.complete && !stillHeard(dry)) {
            dry.sounding = false;
            dry.starvingSince = time.nanoTime();
        }
    }

    private boolean stillHeard(Utterance utterance) {
        return takenAhead && utterance.played < utterance.taken;
    }

    private void endIfHeard(Utterance utterance) {
        if (utterance.heardToItsEnd() && utterances.remove(utterance.id) != null) {
            facts.accept(new PlayoutEnded(utterance.id, utterance.heard()));
        }
    }
}
