package io.centralita.call.engine;

import java.util.concurrent.locks.ReentrantLock;

/// Posts a session's events until it is closed, and none afterwards. Thread-safe; the lock is held
/// while the listener takes an event, which never blocks.
public final class EventGate {
    private final EngineListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    public EventGate(EngineListener listener) {
        this.listener = listener;
    }

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

    /// Posts this and closes: nothing of another thread's gets in between.
    public void lastWord(EngineEvent event) {
        lock.lock();
        try {
            post(event);
        } finally {
            closed = true;
            lock.unlock();
        }
    }

    /// Nothing is posted once this has returned.
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }
}
