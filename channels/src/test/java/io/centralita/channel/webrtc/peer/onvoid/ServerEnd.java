package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.channel.webrtc.caller.Signalling;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Our end of a connection in a test: answers, and notes what it is told.
class ServerEnd implements Signalling, PeerListener {
    private final Peers peers;
    private final Executor executor;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Semaphore frames = new Semaphore(0);
    private final CompletableFuture<PeerEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Boolean> open = new CompletableFuture<>();
    private final CompletableFuture<Boolean> channelClosed = new CompletableFuture<>();
    final CompletableFuture<Peer> peer = new CompletableFuture<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<PeerState> states = new CopyOnWriteArrayList<>();

    ServerEnd(Peers peers) {
        this(peers, Executors.serial());
    }

    ServerEnd(Peers peers, Executor executor) {
        this.peers = peers;
        this.executor = executor;
    }

    @Override
    public String call(String offer) throws IOException, InterruptedException {
        try {
            var made = peers.answer(offer, executor, this);
            peer.complete(made);
            return made.description();
        } catch (PeerFailure e) {
            throw new IOException(e.word(), e);
        }
    }

    @Override
    public String restart(String offer) throws IOException, InterruptedException {
        try {
            return peer.join().renegotiate(offer);
        } catch (PeerFailure e) {
            throw new IOException(e.word(), e);
        }
    }

    @Override
    public void state(PeerState state) {
        states.add(state);
    }

    @Override
    public void dataChannelOpened() {
        open.complete(true);
    }

    @Override
    public void dataChannelClosed() {
        channelClosed.complete(true);
    }

    @Override
    public void text(String text) {
        texts.add(text);
    }

    @Override
    public void audio(byte[] frame) {
        synchronized (heard) {
            heard.writeBytes(frame);
        }
        frames.release();
    }

    @Override
    public void closed(PeerEnd why) {
        end.complete(why);
    }

    boolean awaitOpen() throws Exception {
        return open.get(10, TimeUnit.SECONDS);
    }

    boolean awaitChannelClosed() throws Exception {
        return channelClosed.get(5, TimeUnit.SECONDS);
    }

    PeerEnd awaitEnd() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    boolean ended() {
        return end.isDone();
    }

    /// Whether nothing was told for so long that it would have been.
    boolean awaitNoEnd(Duration atMost) throws Exception {
        try {
            end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }

    /// Whether so much audio came, from now on.
    boolean awaitAudio(Duration length) throws InterruptedException {
        frames.drainPermits();
        return frames.tryAcquire((int) (length.toMillis() / 10), 10, TimeUnit.SECONDS);
    }

    byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    void forget() {
        synchronized (heard) {
            heard.reset();
        }
    }
}
