package io.centralita.engine.pipeline;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The way from the network to the hearing thread. Audio that finds no room pushes out the oldest
/// audio; what the peer asked for is never pushed out. The lock is held for queue operations alone.
final class Sounds {
    /// 20 ms frames of caller audio.
    static final int AUDIO_CAPACITY = 500;

    /// What a peer may ask for and have unanswered.
    static final int CONTROL_CAPACITY = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Sound> queue = new ArrayDeque<>();
    private int frames;

    /// @return frames that were pushed out
    int hear(byte[] audio) {
        lock.lock();
        try {
            int pushedOut = 0;
            if (frames >= AUDIO_CAPACITY) {
                pushOutOldest();
                pushedOut = 1;
            }
            queue.add(new Sound.Frame(audio));
            frames++;
            arrived.signal();
            return pushedOut;
        } finally {
            lock.unlock();
        }
    }

    /// @return false where there is no room
    boolean put(Sound control) {
        lock.lock();
        try {
            if (queue.size() - frames >= CONTROL_CAPACITY) {
                return false;
            }
            queue.add(control);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The next one, or null where there was none for so long.
    @Nullable Sound take(long waitMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
            while (queue.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
            var next = queue.poll();
            if (next instanceof Sound.Frame) {
                frames--;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void pushOutOldest() {
        for (var sounds = queue.iterator(); sounds.hasNext(); ) {
            if (sounds.next() instanceof Sound.Frame) {
                sounds.remove();
                frames--;
                return;
            }
        }
    }
}
