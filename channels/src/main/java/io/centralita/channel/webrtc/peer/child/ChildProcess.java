package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Availability.Cause;
import io.centralita.channel.webrtc.peer.Availability.Missing;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.child.Frame.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process that has connections, and the talk with it.
final class ChildProcess {
    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

    /// Warnings and what is worse, to where ours go that are not logged.
    private static final String LOGGING = "io/centralita/channel/webrtc/peer/child/logback.xml";

    private static final long STARTING_S = 20;
    private static final long ANSWER_S = 40;
    private static final long FAREWELL_S = 5;

    private final Process process;
    private final Wire wire;
    private final Totals totals;
    private final ConcurrentHashMap<Long, ChildPeer> peers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, CompletableFuture<byte[]>> questions =
            new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile PeerEnd ending = PeerEnd.BROKEN;
    private volatile boolean over;

    private ChildProcess(Process process, SocketChannel socket, Totals totals) {
        this.process = process;
        this.totals = totals;
        wire = new Wire(socket, this::lost);
    }

    /// Blocks until it is there.
    static ChildProcess start(PeerSettings settings, Totals totals)
            throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("centralita-webrtc");
        var place = directory.resolve("socket");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(place));
            var process = launch(place);
            var socket = accept(server, process);
            var child = new ChildProcess(process, socket, totals);
            child.wire.start("webrtc-process", child::take);
            child.wire.send(Frame.of(Kind.BEGIN, 0, Bodies.settings(settings)));
            return child;
        } finally {
            Files.deleteIfExists(place);
            Files.deleteIfExists(directory);
        }
    }

    private static Process launch(Path place) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dlogback.configurationFile=" + LOGGING,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerProcess.class.getName(),
                        place.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static SocketChannel accept(ServerSocketChannel server, Process process)
            throws IOException, InterruptedException {
        var accepted = new CompletableFuture<SocketChannel>();
        Thread.ofPlatform()
                .daemon()
                .name("webrtc-process-accept")
                .start(
                        () -> {
                            try {
                                accepted.complete(server.accept());
                            } catch (IOException e) {
                                accepted.completeExceptionally(e);
                            }
                        });
        var _ =
                process.onExit()
                        .thenAccept(
                                it ->
                                        accepted.completeExceptionally(
                                                new IOException("ended: " + it.exitValue())));
        try {
            return accepted.get(STARTING_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the process for browser calls did not start", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return !over;
    }

    int open() {
        return peers.size();
    }

    Availability prepare() throws InterruptedException {
        try {
            return Bodies.object(ask(Kind.PREPARE, 0, ""), Availability.class);
        } catch (PeerFailure | IOException e) {
            return new Missing(
                    Cause.BROKEN, "the process for browser calls ended: " + e, List.of());
        }
    }

    ChildPeer host(long id, Executor executor, PeerListener listener) throws PeerFailure {
        var peer = new ChildPeer(id, this, executor, listener, totals);
        peers.put(id, peer);
        if (over) {
            peers.remove(id);
            throw new PeerFailure(new Reason.Closed());
        }
        return peer;
    }

    boolean send(Frame frame) {
        return wire.send(frame);
    }

    /// Blocks until it is answered.
    byte[] ask(Kind kind, long connection, String text) throws PeerFailure, InterruptedException {
        try {
            return question(kind, connection, text).get(ANSWER_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PeerFailure failure
                    ? new PeerFailure(failure.reason(), failure)
                    : new PeerFailure(new Reason.Broken(String.valueOf(e.getCause())), e);
        } catch (TimeoutException e) {
            throw new PeerFailure(new Reason.Broken("no answer of the process"), e);
        }
    }

    CompletableFuture<byte[]> question(Kind kind, long connection, String text) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<byte[]>();
        questions.put(number, answer);
        wire.send(new Frame(kind, connection, number, Frame.of(kind, 0, text).body()));
        if (over) {
            fail(answer);
        }
        return answer.whenComplete((_, _) -> questions.remove(number));
    }

    private static void fail(CompletableFuture<byte[]> answer) {
        answer.completeExceptionally(
                new PeerFailure(new Reason.Broken("the process for browser calls ended")));
    }

    private void take(Frame frame) {
        switch (frame.kind()) {
            case DONE -> answered(frame, answer -> answer.complete(frame.body()));
            case FAILED -> answered(frame, answer -> answer.completeExceptionally(reason(frame)));
            case COUNTS -> counts(frame);
            case TOOK, STATE, CHANNEL_OPENED, CHANNEL_CLOSED, TEXT, AUDIO, CLOSED -> {
                var peer = peers.get(frame.connection());
                if (peer != null) {
                    peer.take(frame);
                }
            }
            case BEGIN,
                    PREPARE,
                    ANSWER,
                    RENEGOTIATE,
                    OFFER,
                    ACCEPT,
                    RESTART,
                    STATS,
                    SAY,
                    SEND,
                    CLOSE ->
                    throw new IllegalArgumentException(frame.kind().name());
        }
    }

    private interface Use {
        void of(CompletableFuture<byte[]> answer);
    }

    private void answered(Frame frame, Use use) {
        @Nullable CompletableFuture<byte[]> answer = questions.remove(frame.question());
        if (answer != null) {
            use.of(answer);
        }
    }

    private static Throwable reason(Frame frame) {
        try {
            return new PeerFailure(Bodies.object(frame.body(), Reason.class));
        } catch (IOException e) {
            return e;
        }
    }

    private void counts(Frame frame) {
        try {
            totals.told(Bodies.counts(frame.body()));
        } catch (IOException e) {
            log.atWarn().setCause(e).log("webrtc process: counts not understood");
        }
    }

    void gone(ChildPeer peer) {
        peers.remove(peer.number());
    }

    /// The socket is closed: the process has ended, or is about to.
    private void lost() {
        over = true;
        process.destroy();
        totals.ended();
        var why = ending;
        if (why == PeerEnd.BROKEN) {
            log.atError()
                    .addKeyValue("pid", process.pid())
                    .addKeyValue("calls", peers.size())
                    .log("process for browser calls was lost");
        }
        questions.values().forEach(ChildProcess::fail);
        peers.values().forEach(peer -> peer.lost(why));
    }

    void end(PeerEnd why) {
        ending = why;
        wire.close();
        try {
            if (!process.waitFor(FAREWELL_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        end(PeerEnd.CLOSED);
    }
}
