package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.Peer.Sent;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.Peers;
import io.centralita.channel.webrtc.peer.child.Frame.Kind;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A connection in the process that has it. What is told of it goes to the parent at once, on the
/// library's threads: sending does not block.
final class HostedPeer implements PeerListener {
    private static final long LOOK_AGAIN_MS = 20;
    private static final long STATS_MS = 3_000;

    private final long connection;
    private final Wire wire;
    private final Runnable gone;
    private final LinkedBlockingQueue<Text> texts = new LinkedBlockingQueue<>();
    private volatile boolean over;
    private volatile @Nullable Peer peer;
    private volatile @Nullable PeerOffer offered;

    /// @param bytes that the parent counts for it
    private record Text(String text, int bytes) {}

    HostedPeer(long connection, Wire wire, Runnable gone) {
        this.connection = connection;
        this.wire = wire;
        this.gone = gone;
    }

    String answer(Peers peers, String offer) throws PeerFailure, InterruptedException {
        try {
            var made = peers.answer(offer, Runnable::run, this);
            began(made);
            return made.description();
        } catch (PeerFailure | InterruptedException | RuntimeException e) {
            gone.run();
            throw e;
        }
    }

    String offer(Peers peers) throws PeerFailure, InterruptedException {
        try {
            var made = peers.offer(Runnable::run, this);
            offered = made;
            if (over) {
                close();
            }
            return made.description();
        } catch (PeerFailure | InterruptedException | RuntimeException e) {
            gone.run();
            throw e;
        }
    }

    private void began(Peer made) {
        peer = made;
        if (over) {
            made.close();
        }
        Thread.startVirtualThread(() -> sendAll(made));
    }

    void accept(String answer) throws PeerFailure, InterruptedException {
        var ours = offered;
        if (ours == null) {
            throw new PeerFailure(new Reason.NotUnderstood("nothing was offered"));
        }
        var made = ours.accept(answer);
        offered = null;
        if (peer == null) {
            began(made);
        }
    }

    private Peer peer() throws PeerFailure {
        var mine = peer;
        if (mine == null) {
            throw new PeerFailure(new Reason.Closed());
        }
        return mine;
    }

    String renegotiate(String offer) throws PeerFailure, InterruptedException {
        return peer().renegotiate(offer);
    }

    String restart() throws PeerFailure, InterruptedException {
        var next = peer().restart();
        offered = next;
        return next.description();
    }

    PeerStats stats() throws PeerFailure, InterruptedException {
        try {
            return peer().stats().toCompletableFuture().get(STATS_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return PeerStats.NONE;
        }
    }

    void say(byte[] frame) {
        var mine = peer;
        if (mine != null) {
            mine.say(frame);
        }
    }

    /// The parent sees to it that it does not grow.
    void send(String text, int bytes) {
        texts.add(new Text(text, bytes));
    }

    private void sendAll(Peer to) {
        try {
            while (!over) {
                var next = texts.poll(1, TimeUnit.SECONDS);
                if (next == null) {
                    continue;
                }
                while (to.send(next.text()) == Sent.FULL && !over) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
                }
                wire.send(Frame.of(Kind.TOOK, connection, String.valueOf(next.bytes())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        over = true;
        var mine = peer;
        var ours = offered;
        if (mine != null) {
            mine.close();
        } else if (ours != null) {
            ours.close();
            gone.run();
        }
    }

    @Override
    public void state(PeerState state) {
        wire.send(Frame.of(Kind.STATE, connection, state.name()));
    }

    @Override
    public void dataChannelOpened() {
        wire.send(Frame.of(Kind.CHANNEL_OPENED, connection));
    }

    @Override
    public void dataChannelClosed() {
        wire.send(Frame.of(Kind.CHANNEL_CLOSED, connection));
    }

    @Override
    public void text(String text) {
        wire.send(Frame.of(Kind.TEXT, connection, text));
    }

    @Override
    public void audio(byte[] frame) {
        wire.send(Frame.of(Kind.AUDIO, connection, frame));
    }

    @Override
    public void closed(PeerEnd end) {
        over = true;
        gone.run();
        wire.send(Frame.of(Kind.CLOSED, connection, end.name()));
    }
}
