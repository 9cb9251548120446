package io.centralita.channel.asterisk.websocket;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.Loopback;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.G711;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Our side of media WebSockets, on a free port of this machine.
final class MediaRig implements AutoCloseable {
    static final WebSocketSettings.Limits QUICK =
            new WebSocketSettings.Limits(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(80),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    4);
    static final URI NOWHERE = URI.create("ws://127.0.0.1:9/media");

    final Vertx vertx = Vertx.vertx();
    final PacingClocks clocks = new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE);
    final BlockingQueue<DirectCall> arrived = new LinkedBlockingQueue<>();
    final List<String> counted = new CopyOnWriteArrayList<>();
    final MediaWebSockets transport;

    /// Kept, since Vert.x closes a client that nobody holds.
    final WebSocketClient webSockets =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setMaxFrameSize(1_048_576)
                            .setMaxMessageSize(1_048_576));

    private final HttpServer server;

    MediaRig(WebSocketSettings settings) {
        transport = new MediaWebSockets(vertx, settings, arrived::add, clocks, new Counting());
        var router = Router.router(vertx);
        transport.mount(router);
        server =
                Loopback.await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .setHost("127.0.0.1")
                                                .setPort(0)
                                                .addWebSocketSubProtocol(
                                                        MediaWebSockets.SUBPROTOCOL))
                                .requestHandler(router)
                                .listen());
    }

    /// Asterisk connects to us.
    static WebSocketSettings client() {
        return new WebSocketSettings(
                NOWHERE,
                Optional.of("gateway"),
                new WebSocketSettings.Visitors("mediauser", "mediapass"),
                OptionalInt.empty(),
                false,
                QUICK);
    }

    static WebSocketSettings direct() {
        return new WebSocketSettings(
                NOWHERE,
                Optional.empty(),
                new WebSocketSettings.Visitors("mediauser", "mediapass"),
                OptionalInt.empty(),
                true,
                QUICK);
    }

    /// We connect to Asterisk.
    static WebSocketSettings server(URI media, OptionalInt rateHz) {
        return new WebSocketSettings(
                media,
                Optional.empty(),
                WebSocketSettings.Visitors.OF_THIS_MACHINE,
                rateHz,
                false,
                QUICK);
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + MediaWebSockets.PATH);
    }

    WebSocketConnectOptions options(@Nullable String credentials) {
        var options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.actualPort())
                        .setURI(MediaWebSockets.PATH)
                        .setSubProtocols(List.of(MediaWebSockets.SUBPROTOCOL));
        if (credentials != null) {
            var encoded =
                    Base64.getEncoder()
                            .encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            options.addHeader("Authorization", "Basic " + encoded);
        }
        return options;
    }

    RawMedia connect() {
        return connect("");
    }

    /// @param query with its question mark
    RawMedia connect(String query) {
        var options = options("mediauser:mediapass");
        options.setURI(MediaWebSockets.PATH + query);
        return new RawMedia(Loopback.await(webSockets.connect(options)));
    }

    static AriChannel channel(String id, Map<String, String> variables) {
        return new AriChannel(id, "WebSocket/x", "Down", "", "", "", "", "", "en", variables);
    }

    static MediaLine line(CompletionStage<MediaLine> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /// Why there is no line.
    static String failure(CompletionStage<MediaLine> stage) {
        try {
            line(stage);
            return "there is one";
        } catch (CompletionException e) {
            return e.getCause() instanceof MediaFailure failure
                    ? failure.word()
                    : String.valueOf(e.getCause());
        }
    }

    void awaitNothingLeft() {
        Loopback.awaitThat(
                () ->
                        transport.lines() == 0
                                && transport.connections() == 0
                                && clocks.members() == 0);
    }

    @Override
    public void close() {
        transport.close();
        Loopback.await(vertx.close());
    }

    private final class Counting implements ChannelMetrics {
        @Override
        public void refused(String channel, String reason) {
            counted.add("refused " + reason);
        }

        @Override
        public void oddity(String channel, String kind) {
            counted.add("oddity " + kind);
        }

        @Override
        public void event(String channel, String what, String how) {
            counted.add(what + " " + how);
        }
    }

    /// The call behind a line.
    static final class Caller implements LegListener, OutgoingAudio {
        final List<byte[]> heard = new CopyOnWriteArrayList<>();
        final List<Long> played = new CopyOnWriteArrayList<>();
        private final StringBuilder digits = new StringBuilder();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        final AtomicLong taken = new AtomicLong();
        private final ArrayDeque<byte[]> toSay = new ArrayDeque<>();

        private final MediaLine line;

        private Caller(MediaLine line) {
            this.line = line;
        }

        MediaLine line() {
            return line;
        }

        static Caller on(MediaLine line) {
            var caller = new Caller(line);
            line.open(caller, caller);
            return caller;
        }

        synchronized void say(byte[] audio, int frameBytes) {
            for (int from = 0; from + frameBytes <= audio.length; from += frameBytes) {
                toSay.add(Arrays.copyOfRange(audio, from, from + frameBytes));
            }
        }

        synchronized void beSilent() {
            toSay.clear();
        }

        @Override
        public synchronized @Nullable OutgoingFrame next() {
            var frame = toSay.poll();
            return frame == null ? null : new OutgoingFrame(taken.incrementAndGet(), 1, frame);
        }

        synchronized void note(char digit) {
            digits.append(digit);
        }

        synchronized String digits() {
            return digits.toString();
        }

        /// Without the silence that stands for a pause, in μ-law.
        List<byte[]> spoken() {
            return heard.stream().filter(frame -> frame[0] != G711.MU_LAW_SILENCE).toList();
        }

        String ending() {
            return closed.orTimeout(20, TimeUnit.SECONDS).join();
        }

        @Override
        public void audio(byte[] frame) {
            heard.add(frame);
        }

        @Override
        public void played(long sequence) {
            played.add(sequence);
        }

        @Override
        public void digit(char digit) {
            note(digit);
        }

        @Override
        public void lost(int frames) {}

        @Override
        public void asks(Ask ask) {}

        @Override
        public void closed(boolean byCaller, String detail) {
            closed.complete((byCaller ? "caller " : "us ") + detail);
        }
    }
}
