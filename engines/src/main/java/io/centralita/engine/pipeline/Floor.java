package io.centralita.engine.pipeline;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who has the floor: whether the caller speaks, and what the answering thread does meanwhile that
/// may have to be stopped, at once when the caller speaks, or at its deadline.
///
/// One lock guards all of it, so that a stop is never lost between two steps and an interruption
/// never hits the step after. Time is an argument.
final class Floor {
    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();

    /// Turns of the caller that have begun and whose end has not reached the answering thread.
    private int callerTurns;

    private boolean closed;
    private @Nullable Thread worker;
    private @Nullable CallerTurn recognising;
    private boolean stopped;
    private boolean cancelled;

    /// Cancellations that were asked for and have not reached the answering thread.
    private int cancellations;

    private String part = "";
    private long deadline = NEVER;
    private @Nullable String expired;

    /// The caller speaks: what is being said is stopped.
    void callerStarted() {
        lock.lock();
        try {
            callerTurns++;
            if (worker != null && recognising == null) {
                stop(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The answering thread has come to the end of a turn. Until then the caller has the floor:
    /// nothing is answered between the end of the speech and the knowledge of what it was.
    void callerEnded() {
        lock.lock();
        try {
            callerTurns--;
        } finally {
            lock.unlock();
        }
    }

    boolean callerSpeaks() {
        lock.lock();
        try {
            return callerTurns > 0;
        } finally {
            lock.unlock();
        }
    }

    /// The answering thread begins to reply.
    ///
    /// @return false when it must not, because the caller speaks
    boolean beginReply() {
        return begin(null);
    }

    /// The answering thread begins to ask for a turn's text.
    ///
    /// @return false when it need not, because the turn was thrown away
    boolean beginRecognition(CallerTurn turn) {
        return begin(turn);
    }

    private boolean begin(@Nullable CallerTurn turn) {
        lock.lock();
        try {
            boolean unwanted =
                    turn == null ? callerTurns > 0 || cancellations > 0 : turn.isThrownAway();
            if (closed || unwanted) {
                return false;
            }
            worker = Thread.currentThread();
            recognising = turn;
            stopped = false;
            cancelled = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// What has begun is over, in whatever way. Clears an interruption that was meant for it.
    ///
    /// @return true when it was stopped
    boolean end() {
        lock.lock();
        try {
            worker = null;
            recognising = null;
            deadline = NEVER;
            if (stopped && !closed) {
                Thread.interrupted();
            }
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /// The peer wants no answer: what is being said is stopped, and none is begun until the
    /// answering thread knows.
    void cancelReply() {
        lock.lock();
        try {
            cancellations++;
            if (worker != null && recognising == null) {
                cancelled = true;
                stop(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The answering thread knows of a cancellation.
    void cancellationTaken() {
        lock.lock();
        try {
            cancellations--;
        } finally {
            lock.unlock();
        }
    }

    /// Whether what began last was stopped by the peer's wish.
    boolean wasCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /// Stops the recognition of a turn that goes on.
    void stopRecognising(CallerTurn turn) {
        lock.lock();
        try {
            if (worker != null && recognising == turn) {
                stop(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    /// From now on the part has until the deadline.
    void waitFor(String name, long deadlineNanos) {
        lock.lock();
        try {
            part = name;
            deadline = deadlineNanos;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing has to happen by any time: somebody hears us speak.
    void noDeadline() {
        waitFor("", NEVER);
    }

    /// Stops the part whose deadline has passed.
    void expire(long now) {
        lock.lock();
        try {
            if (worker != null && now - deadline >= 0 && deadline != NEVER) {
                expired = part;
                deadline = NEVER;
                stop(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The part that did not keep its deadline, if any.
    @Nullable String expiredPart() {
        lock.lock();
        try {
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing begins any more.
    void close() {
        lock.lock();
        try {
            closed = true;
            if (worker != null) {
                stop(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stop(Thread thread) {
        stopped = true;
        thread.interrupt();
    }
}
