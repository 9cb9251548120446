package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.child.Frame.Kind;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The process that has the connections. It ends when its parent does, or the socket.
public final class PeerProcess {
    private static final long COUNTS_S = 1;

    private final OnvoidPeers peers;
    private final ConcurrentHashMap<Long, HostedPeer> hosted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("counts").factory());
    private final Wire wire;

    private PeerProcess(PeerSettings settings, SocketChannel socket) {
        peers = new OnvoidPeers(settings);
        wire = new Wire(socket, () -> Runtime.getRuntime().halt(0));
    }

    /// @param arguments the socket; the settings, which may hold a secret, come by it
    public static void main(String[] arguments) throws IOException {
        System.setOut(System.err); // nobody reads what is printed
        var socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])));
        var first = Frame.read(new DataInputStream(Channels.newInputStream(socket)));
        new PeerProcess(Bodies.settings(first.body()), socket).serve();
        // What the parent holds of us: no more comes when it has ended.
        while (System.in.read() >= 0) {
            // nothing is said this way
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve() {
        wire.start("parent", this::take);
        var _ =
                timer.scheduleAtFixedRate(
                        () -> wire.send(Frame.of(Kind.COUNTS, 0, Bodies.counts(peers.counts()))),
                        COUNTS_S,
                        COUNTS_S,
                        TimeUnit.SECONDS);
    }

    private void take(Frame frame) {
        switch (frame.kind()) {
            case PREPARE, ANSWER, RENEGOTIATE, OFFER, ACCEPT, RESTART, STATS ->
                    Thread.startVirtualThread(() -> reply(frame));
            case SAY -> {
                var peer = hosted.get(frame.connection());
                if (peer != null) {
                    peer.say(frame.body());
                }
            }
            case SEND -> {
                var peer = hosted.get(frame.connection());
                if (peer != null) {
                    peer.send(frame.text(), frame.body().length);
                }
            }
            case CLOSE -> {
                var peer = hosted.get(frame.connection());
                if (peer != null) {
                    peer.close();
                }
            }
            case BEGIN,
                    DONE,
                    FAILED,
                    TOOK,
                    STATE,
                    CHANNEL_OPENED,
                    CHANNEL_CLOSED,
                    TEXT,
                    AUDIO,
                    CLOSED,
                    COUNTS ->
                    throw new IllegalArgumentException(frame.kind().name());
        }
    }

    private void reply(Frame question) {
        try {
            var body = answer(question);
            wire.send(new Frame(Kind.DONE, question.connection(), question.question(), body));
        } catch (PeerFailure e) {
            fail(question, e.reason());
        } catch (InterruptedException | RuntimeException e) {
            fail(question, new Reason.Broken(e.toString()));
        }
    }

    private void fail(Frame question, Reason reason) {
        wire.send(
                new Frame(
                        Kind.FAILED,
                        question.connection(),
                        question.question(),
                        Bodies.object(reason)));
    }

    private byte[] answer(Frame question) throws PeerFailure, InterruptedException {
        var text = question.text();
        return switch (question.kind()) {
            case PREPARE -> Bodies.object(prepare());
            case ANSWER -> bytes(host(question).answer(peers, text));
            case OFFER -> bytes(host(question).offer(peers));
            case RENEGOTIATE -> bytes(find(question).renegotiate(text));
            case RESTART -> bytes(find(question).restart());
            case ACCEPT -> {
                find(question).accept(text);
                yield bytes("");
            }
            case STATS -> Bodies.stats(find(question).stats());
            default -> throw new IllegalArgumentException(question.kind().name());
        };
    }

    private Availability prepare() throws InterruptedException {
        return peers.prepare();
    }

    private static byte[] bytes(String text) {
        return Frame.of(Kind.DONE, 0, text).body();
    }

    private HostedPeer host(Frame question) {
        long connection = question.connection();
        var peer = new HostedPeer(connection, wire, () -> hosted.remove(connection));
        hosted.put(connection, peer);
        return peer;
    }

    private HostedPeer find(Frame question) throws PeerFailure {
        @Nullable HostedPeer peer = hosted.get(question.connection());
        if (peer == null) {
            throw new PeerFailure(new Reason.Closed());
        }
        return peer;
    }
}
