package io.centralita.channel.webrtc.peer.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of the socket between the processes. Sending never blocks.
final class Wire {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final int BUFFER = 64 * 1024;

    /// Of audio: 50 calls have 250 kB a second each way.
    private static final int MOST_AUDIO = 1024 * 1024;

    /// Of everything: who does not read that is not alive.
    private static final int MOST = 64 * 1024 * 1024;

    private final SocketChannel socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable end;
    private long bytes;
    private boolean closed;

    /// @param end the other end is gone, or this one was closed: called once
    Wire(SocketChannel socket, Runnable end) {
        this.socket = socket;
        this.end = end;
    }

    void start(String name, Consumer<Frame> taker) {
        Thread.ofPlatform().daemon().name(name + "-in").start(() -> readAll(taker));
        Thread.ofPlatform().daemon().name(name + "-out").start(this::writeAll);
    }

    /// @return false where it was not taken: audio that the other end does not keep up with, or
    ///   anything after the end
    boolean send(Frame frame) {
        boolean audio = frame.kind() == Frame.Kind.SAY || frame.kind() == Frame.Kind.AUDIO;
        boolean stuck;
        lock.lock();
        try {
            if (closed || (audio && bytes > MOST_AUDIO)) {
                return false;
            }
            stuck = bytes > MOST;
            waiting.add(frame);
            bytes += frame.bytes();
            more.signal();
        } finally {
            lock.unlock();
        }
        if (stuck) {
            close();
        }
        return !stuck;
    }

    private void writeAll() {
        try (var out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(socket), BUFFER))) {
            for (var frame = next(out); frame != null; frame = next(out)) {
                frame.write(out);
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("webrtc process: not written");
        } finally {
            close();
        }
    }

    /// The next one; what was written is on its way before anybody waits.
    private @Nullable Frame next(DataOutputStream out) throws IOException {
        var frame = poll();
        if (frame == null) {
            out.flush();
            frame = await();
        }
        return frame;
    }

    private @Nullable Frame poll() {
        lock.lock();
        try {
            return taken(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Frame await() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                more.awaitUninterruptibly();
            }
            return taken(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Frame taken(@Nullable Frame frame) {
        if (frame != null) {
            bytes -= frame.bytes();
        }
        return frame;
    }

    private void readAll(Consumer<Frame> taker) {
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(Channels.newInputStream(socket), BUFFER))) {
            while (true) {
                taker.accept(Frame.read(in));
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("webrtc process: not read");
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("webrtc process: a message could not be taken");
        } finally {
            close();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            more.signal();
        } finally {
            lock.unlock();
        }
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("webrtc process: socket did not close");
        }
        if (ended.compareAndSet(false, true)) {
            end.run();
        }
    }
}
