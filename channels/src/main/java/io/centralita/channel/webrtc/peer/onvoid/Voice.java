package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.centralita.channel.webrtc.peer.Peer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What we say.
///
/// Rule 5: the source's list of sinks has no lock. Audio is pushed by one thread, from the moment
/// that the connection stands to the beginning of its end, and it is on that thread that pushing
/// begins and ends.
final class Voice {
    private static final Logger log = LoggerFactory.getLogger(Voice.class);

    /// What the library takes at once: 10 ms.
    private static final int SAMPLES = Peer.SAY_RATE_HZ / 100;

    private static final int CHUNK = SAMPLES * 2;

    /// 200 ms.
    private static final int ROOM = 20;

    private final CustomAudioSource source;
    private final ExecutorService pusher;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private volatile boolean connected;

    /// Of the pusher's thread.
    private boolean pushing;

    /// Likewise.
    private boolean ended;

    Voice(CustomAudioSource source, ExecutorService pusher, Tally tally) {
        this.source = source;
        this.pusher = pusher;
        this.tally = tally;
    }

    void say(byte[] frame) {
        if (frame.length != CHUNK && frame.length != 2 * CHUNK) {
            throw new IllegalArgumentException("a frame has 480 or 960 bytes, not " + frame.length);
        }
        if (!connected) {
            return;
        }
        lock.lock();
        try {
            for (int from = 0; from < frame.length; from += CHUNK) {
                if (waiting.size() == ROOM) {
                    waiting.remove();
                    tally.audioDropped();
                }
                waiting.add(Arrays.copyOfRange(frame, from, from + CHUNK));
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        } finally {
            lock.unlock();
        }
        execute(this::push);
    }

    private void push() {
        for (var chunk = next(); chunk != null; chunk = next()) {
            if (pushing) {
                source.pushAudio(chunk, 16, Peer.SAY_RATE_HZ, 1, SAMPLES);
            }
        }
    }

    private byte @Nullable [] next() {
        lock.lock();
        try {
            var chunk = waiting.poll();
            scheduled = chunk != null;
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    /// The connection stands. From any thread.
    void begin() {
        execute(() -> pushing = !ended);
        connected = true;
    }

    /// Nothing is pushed after this has returned. Blocks for as long as a push takes.
    void end() throws Exception {
        connected = false;
        Future<?> stopped = pusher.submit(this::stop);
        stopped.get();
    }

    private void stop() {
        ended = true;
        pushing = false;
    }

    private void execute(Runnable what) {
        try {
            pusher.execute(what);
        } catch (RejectedExecutionException e) {
            log.atDebug().setCause(e).log("webrtc: too late to speak");
        }
    }
}
