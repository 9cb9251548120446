package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import io.centralita.channel.webrtc.peer.Peer.Sent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What we send by the data channel. The library would take 16 MiB from whoever does not look; here
/// what is more than a little waits outside of it, where it can be counted.
final class Texts {
    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_TEXTS = 1_024;

    private static final Logger log = LoggerFactory.getLogger(Texts.class);

    /// What the library may have, in bytes.
    private static final long MAX_INSIDE = 256 * 1024;

    private static final long LOOK_AGAIN_MS = 20;

    private final ScheduledExecutorService sender;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private int longest;
    private boolean scheduled;
    private @Nullable RTCDataChannel channel;

    /// Of the sender's thread.
    private boolean ended;

    Texts(ScheduledExecutorService sender, Tally tally) {
        this.sender = sender;
        this.tally = tally;
    }

    /// @param atMost bytes that the other side takes
    void limit(int atMost) {
        lock.lock();
        try {
            longest = atMost;
        } finally {
            lock.unlock();
        }
    }

    void opened(RTCDataChannel open) {
        lock.lock();
        try {
            channel = open;
        } finally {
            lock.unlock();
        }
    }

    void closed() {
        lock.lock();
        try {
            channel = null;
            waiting.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    Sent send(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (channel == null) {
                return Sent.NOT_OPEN;
            }
            if (encoded.length > longest) {
                tally.textDropped();
                return Sent.TOO_LONG;
            }
            if (waiting.size() >= MAX_TEXTS || bytes + encoded.length > MAX_BYTES) {
                tally.textDropped();
                return Sent.FULL;
            }
            waiting.add(encoded);
            bytes += encoded.length;
            if (scheduled) {
                return Sent.TAKEN;
            }
            scheduled = true;
        } finally {
            lock.unlock();
        }
        schedule(0);
        return Sent.TAKEN;
    }

    private void schedule(long afterMs) {
        try {
            var _ = sender.schedule(this::sendAll, afterMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug().setCause(e).log("webrtc: too late to send");
        }
    }

    private void sendAll() {
        try {
            for (var open = openChannel(); open != null && !ended; open = openChannel()) {
                if (open.getBufferedAmount() > MAX_INSIDE) {
                    schedule(LOOK_AGAIN_MS);
                    return;
                }
                var text = next();
                if (text == null) {
                    return;
                }
                // The library sends the whole array behind a buffer, wherever it begins and ends.
                open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(text), false));
            }
        } catch (Exception | Error e) {
            log.atWarn().setCause(e).log("webrtc: text not sent");
        }
        idle();
    }

    private @Nullable RTCDataChannel openChannel() {
        lock.lock();
        try {
            return channel;
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] next() {
        lock.lock();
        try {
            var text = waiting.poll();
            if (text == null) {
                scheduled = false;
            } else {
                bytes -= text.length;
            }
            return text;
        } finally {
            lock.unlock();
        }
    }

    private void idle() {
        lock.lock();
        try {
            scheduled = false;
        } finally {
            lock.unlock();
        }
    }

    /// The channel is not touched after this has returned. Blocks for as long as sending takes.
    void end() throws Exception {
        closed();
        sender.submit(() -> ended = true).get();
    }
}
