package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Audio over chan_websocket, whoever opens the connection. One instance serves any number of event
/// loops.
public final class MediaWebSockets implements MediaTransport {
    public static final String NAME = "websocket";

    /// Where Asterisk connects to us, `uri` in `websocket_client.conf`.
    public static final String PATH = "/api/asterisk/media";

    /// The HTTP server has to offer it.
    public static final String SUBPROTOCOL = "media";

    /// Of metrics.
    static final String CHANNEL = "asterisk";

    /// A caller's channel is bridged to ours some milliseconds after Asterisk has connected;
    /// `Answer()` may wait for the caller's first packet so long.
    private static final Duration BRIDGE_WAIT = Duration.ofMillis(500);

    private final Vertx vertx;
    private final WebSocketSettings settings;
    private final DirectCalls directCalls;
    private final ChannelMetrics metrics;
    private final MediaConnector connector;
    private final MediaHandler handler;
    private final MediaConnection.Surroundings around;
    private final Set<MediaConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, PreparedWebSocket> prepared = new ConcurrentHashMap<>();

    /// Channels of direct calls.
    private final Set<String> direct = ConcurrentHashMap.newKeySet();

    /// @param directCalls takes those who come without an application, where that is switched on
    public MediaWebSockets(
            Vertx vertx,
            WebSocketSettings settings,
            DirectCalls directCalls,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.directCalls = directCalls;
        this.metrics = metrics;
        connector = new MediaConnector(vertx, settings.media(), settings.limits().connect());
        handler = new MediaHandler(vertx, settings, new Visits(), connections::size);
        around = new MediaConnection.Surroundings(settings.limits(), clocks, metrics, connections);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean asteriskConnects() {
        return settings.client().isPresent();
    }

    /// Whether anybody connects to us, so that [#mount] is needed.
    public boolean listens() {
        return settings.client().isPresent() || settings.directCalls();
    }

    public void mount(Router router) {
        router.get(PATH).handler(handler::upgrade);
    }

    @Override
    public PreparedMedia prepare(MediaRequest request) throws MediaFailure {
        if (lines() >= settings.limits().lines()) {
            throw new MediaFailure("lines-full", null);
        }
        var call =
                new PreparedWebSocket(
                        request.channelId(),
                        MediaFormat.best(request.codecs(), settings.rateHz()),
                        settings.client(),
                        this::open,
                        vertx,
                        settings.limits().connect().toMillis(),
                        over -> prepared.remove(over.channelId(), over));
        if (prepared.putIfAbsent(request.channelId(), call) != null) {
            throw new MediaFailure("channel-twice", null);
        }
        return call;
    }

    private void open(String connectionId, PreparedWebSocket call, Consumer<MediaFailure> failed) {
        var context = vertx.getOrCreateContext();
        context.runOnContext(
                _ ->
                        connector
                                .connect(connectionId)
                                .onSuccess(
                                        socket -> {
                                            call.opened(
                                                    MediaConnection.opened(
                                                            socket, context, call, around));
                                        })
                                .onFailure(
                                        failure -> failed.accept(MediaConnector.meaning(failure))));
    }

    /// Connections that come to us.
    private final class Visits implements MediaHandler.Connections {
        @Override
        public void accept(ServerWebSocket socket, HttpServerRequest request, Context context) {
            MediaConnection.accepted(
                    socket, request, context, MediaWebSockets.this::received, around);
        }

        @Override
        public void refused(String reason) {
            metrics.refused(CHANNEL, reason);
        }
    }

    private Reception.Verdict received(MediaEvent.Start start) {
        var expected = settings.client().isPresent() ? prepared.get(start.channelId()) : null;
        if (expected != null) {
            return expected.of(start);
        }
        boolean welcome =
                settings.directCalls() && !start.variables().containsKey(PreparedWebSocket.OURS);
        return welcome ? direct(start) : new Reception.Verdict.Refused("unknown-call");
    }

    private Reception.Verdict direct(MediaEvent.Start start) {
        var format = MediaFormat.labelled(start.format());
        if (format.isEmpty() || !Reception.isAsAgreed(start, format.get())) {
            return new Reception.Verdict.Refused("media-format");
        }
        if (lines() >= settings.limits().lines()) {
            return new Reception.Verdict.Refused("lines-full");
        }
        if (!direct.add(start.channelId())) {
            return new Reception.Verdict.Refused("second-connection");
        }
        var passed = PassedVariables.of(start.variables(), metrics);
        var origin =
                new WebSocketLine.Origin(
                        start.channelId(), !passed.answered(), BRIDGE_WAIT.toNanos());
        return new Reception.Verdict.Welcome(
                origin,
                format.get().audio(),
                line ->
                        directCalls.arrived(
                                new DirectCall(
                                        start.channelId(),
                                        passed.from(),
                                        passed.to(),
                                        passed.parameters(),
                                        line)),
                () -> direct.remove(start.channelId()));
    }

    @Override
    public int lines() {
        return prepared.size() + direct.size();
    }

    /// WebSockets open now, started or not.
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        prepared.values().forEach(PreparedWebSocket::close);
        connections.forEach(connection -> connection.release("shutdown"));
        connector.close();
    }
}
