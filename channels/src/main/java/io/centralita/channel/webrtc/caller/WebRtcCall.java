package io.centralita.channel.webrtc.caller;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A browser call from the caller's side. Thread-safe; what waits blocks.
public final class WebRtcCall implements AutoCloseable {
    private final Signalling signalling;
    private final Consumer<WebRtcCall> over;
    private final Mouth mouth = new Mouth();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Heard heard;
    private final List<String> texts = new ArrayList<>();
    private Optional<PeerState> state = Optional.empty();
    private boolean open;
    private boolean channelClosed;
    private Optional<PeerEnd> end = Optional.empty();
    private volatile @Nullable Peer peer;

    WebRtcCall(Signalling signalling, boolean recorded, Consumer<WebRtcCall> over) {
        this.signalling = signalling;
        this.over = over;
        heard = new Heard(recorded);
    }

    void begin(Peer made) {
        peer = made;
    }

    /// The next 20 ms.
    void speak() {
        var mine = peer;
        if (mine != null) {
            mine.say(mouth.next());
        }
    }

    private Peer peer() {
        var mine = peer;
        if (mine == null) {
            throw new IllegalStateException("not connected");
        }
        return mine;
    }

    // --- What the caller does --------------------------------------------------------------------

    /// Says it after what was to be said before. Returns at once.
    public void say(short[] samples, int rateHz) {
        mouth.say(samples, rateHz);
    }

    /// Stops in the middle of a word.
    public void hush() {
        mouth.hush();
    }

    /// Whether everything was said.
    public boolean silent() {
        return mouth.silent();
    }

    public Peer.Sent send(String text) {
        return peer().send(text);
    }

    public CompletionStage<PeerStats> stats() {
        return peer().stats();
    }

    /// Finds a new way (ICE restart).
    public void restart() throws PeerFailure, IOException, InterruptedException {
        var offer = peer().restart();
        offer.accept(signalling.restart(offer.description()));
    }

    /// In order: the connection is closed and the switchboard is told.
    public void hangUp() throws IOException, InterruptedException {
        drop();
        signalling.hangUp();
    }

    /// As a page that is closed: the switchboard is told nothing.
    public void drop() {
        var mine = peer;
        if (mine != null) {
            mine.close();
        }
    }

    /// As [#drop], and waits until nothing is left here.
    @Override
    public void close() {
        drop();
        try {
            awaitEnd(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // --- What the caller notices -----------------------------------------------------------------

    /// 48 kHz, from the first audio on; empty where nothing is recorded.
    public short[] heard() {
        return read(heard::all);
    }

    /// Frames of 10 ms that came.
    public long framesHeard() {
        return read(heard::frames);
    }

    /// Frames of 10 ms that were more than silence.
    public long framesAudible() {
        return read(heard::audible);
    }

    /// What came by the data channel so far.
    public List<String> texts() {
        return read(() -> List.copyOf(texts));
    }

    public Optional<PeerState> connection() {
        return read(() -> state);
    }

    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        return await(() -> state.equals(Optional.of(PeerState.CONNECTED)), atMost);
    }

    public boolean awaitOpen(Duration atMost) throws InterruptedException {
        return await(() -> open, atMost);
    }

    /// Until the switchboard has closed the data channel, which is its way to hang up.
    public boolean awaitHangUp(Duration atMost) throws InterruptedException {
        return await(() -> channelClosed || end.isPresent(), atMost);
    }

    /// Until nothing is left here.
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return await(() -> end.isPresent(), atMost);
    }

    public boolean awaitText(Predicate<String> wanted, Duration atMost)
            throws InterruptedException {
        return await(() -> texts.stream().anyMatch(wanted), atMost);
    }

    /// Until so much was heard in all, silence included or not.
    public boolean awaitHeard(Duration length, boolean audible, Duration atMost)
            throws InterruptedException {
        long frames = length.toMillis() / 10;
        return await(() -> (audible ? heard.audible() : heard.frames()) >= frames, atMost);
    }

    private boolean await(Supplier<Boolean> wanted, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!wanted.get()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    private void note(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What the connection tells.
    PeerListener ear() {
        return new Ear();
    }

    private final class Ear implements PeerListener {
        @Override
        public void state(PeerState now) {
            note(() -> state = Optional.of(now));
        }

        @Override
        public void dataChannelOpened() {
            note(() -> open = true);
        }

        @Override
        public void dataChannelClosed() {
            note(() -> channelClosed = true);
        }

        @Override
        public void text(String text) {
            note(() -> texts.add(text));
        }

        @Override
        public void audio(byte[] frame) {
            note(() -> heard.add(frame));
        }

        @Override
        public void closed(PeerEnd why) {
            over.accept(WebRtcCall.this);
            note(() -> end = Optional.of(why));
        }
    }
}
