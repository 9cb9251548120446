package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.audiosocket.AudioSocketMedia;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technologies;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.websocket.WebSocketMedia;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the sockets behind the channels that Asterisk opens. Belongs to the event loop.
final class Connectors implements Technologies {
    private static final int LARGEST_FRAME = 1 << 20;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int NO_ROUTE = 3;

    private final Loop loop;
    private final Settings settings;
    private final Weather weather;
    private final Phones phones;
    private final UdpPorts udp;
    private final NetClient tcp;
    private final WebSocketClient webSockets;

    /// Media channels that wait for a connection, by its id; those that have one, too.
    private final Map<String, WebSocketMedia> expected = new HashMap<>();

    /// URI parameters stay with the client: a call that gives none shows those of an earlier one.
    private final Map<String, String> sticky = new HashMap<>();

    /// Media connections, to be read or not.
    private final Set<ReadStream<?>> open = new HashSet<>();

    private final Map<WebSocketBase, SocketWire> wires = new HashMap<>();
    private long streams;
    private boolean stalled;

    Connectors(Loop loop, Settings settings, Weather weather, Phones phones) {
        this.loop = loop;
        this.settings = settings;
        this.weather = weather;
        this.phones = phones;
        udp = new UdpPorts(loop);
        tcp =
                loop.vertx()
                        .createNetClient(
                                new NetClientOptions()
                                        .setTcpNoDelay(true)
                                        .setConnectTimeout(CONNECT_TIMEOUT_MS));
        webSockets =
                loop.vertx()
                        .createWebSocketClient(
                                new WebSocketClientOptions()
                                        .setMaxFrameSize(LARGEST_FRAME)
                                        .setMaxMessageSize(LARGEST_FRAME)
                                        .setMaxConnections(1_000)
                                        .setConnectTimeout(CONNECT_TIMEOUT_MS));
    }

    WebSocketClient webSockets() {
        return webSockets;
    }

    void close() {
        udp.close();
        var _ = tcp.close();
        var _ = webSockets.close();
    }

    /// Reads nothing from media connections, or reads again.
    void stall(boolean on) {
        stalled = on;
        open.forEach(this::settle);
    }

    /// Media WebSockets are as if the other side did not read.
    void clog(boolean on) {
        wires.values().forEach(wire -> wire.clog(on));
    }

    private void settle(ReadStream<?> stream) {
        if (stalled) {
            stream.pause();
        } else {
            stream.resume();
        }
    }

    /// A media WebSocket, whoever made it.
    void media(WebSocketBase socket, WebSocketMedia media, Runnable closed) {
        open.add(socket);
        Runnable gone =
                () -> {
                    open.remove(socket);
                    wires.remove(socket);
                    closed.run();
                };
        wires.put(socket, SocketWire.connect(socket, media, settings.stuckBytes(), gone));
        settle(socket);
    }

    private void media(NetSocket socket, AudioSocketMedia media) {
        open.add(socket);
        TcpWire.connect(socket, media, () -> open.remove(socket));
        settle(socket);
    }

    @Nullable WebSocketMedia expected(String connectionId) {
        expected.values().removeIf(WebSocketMedia::isOver);
        return expected.get(connectionId);
    }

    @Override
    public boolean hasWebSocketClient(String name) {
        return settings.clients().containsKey(name);
    }

    @Override
    public Collection<String> endpoints() {
        return phones.endpoints();
    }

    @Override
    public boolean hasEndpoint(String name) {
        return phones.callee(name) != null;
    }

    @Override
    public Technology open(Dialled dialled, Line line) {
        return switch (dialled) {
            case Dialled.Rtp what ->
                    UdpWire.open(loop, udp, what, line, weather, settings.seed() + streams++);
            case Dialled.AudioSocket what -> audioSocket(what, line);
            case Dialled.WebSocket what -> webSocket(what, line);
            case Dialled.Endpoint what -> {
                var callee = phones.callee(what.name());
                yield callee == null ? nobody(line) : phones.ring(callee, line);
            }
        };
    }

    private AudioSocketMedia audioSocket(Dialled.AudioSocket what, Line line) {
        var media = new AudioSocketMedia(what, line, loop.timeline());
        tcp.connect(what.port(), what.host())
                .onSuccess(socket -> media(socket, media))
                .onFailure(_ -> media.unreachable());
        return media;
    }

    private WebSocketMedia webSocket(Dialled.WebSocket what, Line line) {
        var media = new WebSocketMedia(what, line, loop.timeline());
        loop.post(media::prepared);
        var client = what.client();
        if (client == null) {
            expected.put(what.connectionId(), media);
            return media;
        }
        var parameters = what.options().uriParameters();
        if (!parameters.isEmpty()) {
            sticky.put(client, parameters);
        }
        var configured = settings.clients().get(client);
        if (configured == null) {
            loop.post(() -> media.unreachable(NO_ROUTE));
        } else {
            dial(client, configured, media, configured.attempts());
        }
        return media;
    }

    private void dial(
            String client, WebSocketClientSettings configured, WebSocketMedia media, int left) {
        webSockets
                .connect(
                        options(
                                configured.uri(),
                                sticky.getOrDefault(client, ""),
                                configured.username() + ":" + configured.password(),
                                "media"))
                .onSuccess(socket -> media(socket, media, () -> {}))
                .onFailure(
                        _ -> {
                            if (left > 1) {
                                loop.timeline()
                                        .after(
                                                configured.interval(),
                                                () -> dial(client, configured, media, left - 1));
                            } else {
                                media.unreachable(NO_ROUTE);
                            }
                        });
    }

    /// @param parameters of the query; empty for none
    static WebSocketConnectOptions options(
            URI uri, String parameters, String credentials, String subprotocol) {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var encoded =
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(parameters.isEmpty() ? path : path + "?" + parameters)
                .addHeader("Authorization", "Basic " + encoded)
                .setSubProtocols(List.of(subprotocol));
    }

    private Technology nobody(Line line) {
        loop.post(line::refused);
        return new Technology() {
            @Override
            public Format format() {
                return Format.ULAW;
            }

            @Override
            public void hear(Frame frame) {}

            @Override
            public void hangUp(int cause) {}
        };
    }
}
