package io.centralita.app.server;

import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.audiosocket.AudioSocketAbilities;
import io.centralita.channel.asterisk.audiosocket.AudioSocketSettings;
import io.centralita.channel.asterisk.audiosocket.AudioSocketSettings.Announcements;
import io.centralita.channel.asterisk.audiosocket.AudioSocketTransport;
import io.centralita.channel.asterisk.audiosocket.Network;
import io.centralita.channel.asterisk.audiosocket.Strangers;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.rtp.RtpSettings;
import io.centralita.channel.asterisk.rtp.RtpTransport;
import io.centralita.channel.asterisk.websocket.MediaWebSockets;
import io.centralita.channel.asterisk.websocket.WebSocketSettings;
import io.centralita.channel.asterisk.websocket.WebSocketSettings.Limits;
import io.centralita.channel.asterisk.websocket.WebSocketSettings.Visitors;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The ways of audio between an Asterisk and this house that its settings ask for.
final class AsteriskTransports {
    /// Where nobody connects to, as there is no Asterisk to ask.
    private static final URI NO_ARI = URI.create("http://127.0.0.1:8088/ari");

    private static final long START_SECONDS = 10;

    private final AsteriskSetup setup;
    private final AsteriskPlaces places;
    private final Vertx vertx;
    private final int loops;
    private final Closers closers;
    private final List<MediaTransport> all = new ArrayList<>();
    private @Nullable MediaWebSockets webSockets;
    private @Nullable AudioSocketTransport audioSocket;

    /// @param loops event loops there are
    /// @param closers closes the transports
    AsteriskTransports(AsteriskSetup setup, Vertx vertx, int loops, Closers closers) {
        this.setup = setup;
        this.vertx = vertx;
        this.loops = loops;
        this.closers = closers;
        places = AsteriskPlaces.of(setup);
    }

    /// Those that callers of our application come by.
    List<MediaTransport> ofAri() {
        return all.stream()
                .filter(one -> one != webSockets || isForAri(Transport.WEBSOCKET))
                .filter(one -> one != audioSocket || isForAri(Transport.AUDIOSOCKET))
                .toList();
    }

    /// Opens them all.
    ///
    /// @param calls takes callers who come without ARI
    /// @param abilities of the Asterisk in front of us, until it was asked
    List<MediaTransport> open(
            DirectCalls calls,
            AudioSocketAbilities abilities,
            PacingClocks clocks,
            ChannelMetrics metrics)
            throws StartFailure, InterruptedException {
        if (uses(Transport.WEBSOCKET)) {
            webSockets =
                    add(new MediaWebSockets(vertx, webSocketSettings(), calls, clocks, metrics));
        }
        if (uses(Transport.AUDIOSOCKET)) {
            audioSocket =
                    add(
                            new AudioSocketTransport(
                                    vertx,
                                    audioSocketSettings(),
                                    abilities,
                                    calls,
                                    clocks,
                                    metrics));
            listen(audioSocket);
        }
        if (isForAri(Transport.RTP)) {
            add(new RtpTransport(vertx, rtpSettings(), clocks, metrics));
        }
        return List.copyOf(all);
    }

    /// Callers without ARI come by all that they can come by.
    private boolean uses(Transport transport) {
        return setup.direct() != Direct.OFF || isForAri(transport);
    }

    /// Callers of our application come by what the settings want and can have: a WebSocket that
    /// nobody opens carries nothing.
    private boolean isForAri(Transport transport) {
        var ari = setup.ari();
        return ari != null
                && isWanted(transport)
                && (transport != Transport.WEBSOCKET
                        || ari.url().isPresent()
                        || setup.media().websocketClient().isPresent());
    }

    private boolean isWanted(Transport transport) {
        return setup.transport() == Transport.AUTO || setup.transport() == transport;
    }

    private <T extends MediaTransport> T add(T transport) {
        all.add(closers.add(transport.name(), transport));
        return transport;
    }

    private WebSocketSettings webSocketSettings() {
        var ari = setup.ari();
        var url = ari == null ? NO_ARI : ari.url().orElse(NO_ARI);
        var key = setup.key();
        return new WebSocketSettings(
                WebSocketSettings.besideAri(url),
                setup.media().websocketClient(),
                key == null
                        ? Visitors.OF_THIS_MACHINE
                        : new Visitors(AsteriskSetup.KEY_USER, key.value()),
                setup.media().sampleRateHz(),
                setup.direct() != Direct.OFF,
                Limits.DEFAULT);
    }

    private AudioSocketSettings audioSocketSettings() {
        int port = setup.media().audioSocketPort();
        var announcements = Announcements.DEFAULT;
        var key = setup.key();
        if (key != null) {
            announcements = announcements.withKey(key.value());
        }
        var settings =
                AudioSocketSettings.local()
                        .at(places.audioSocket(), port, places.advertisedInUrl())
                        .onLoops(port == 0 ? 1 : loops)
                        .with(announcements)
                        .with(strangers());
        var rate = setup.media().sampleRateHz();
        return rate.isPresent() ? settings.with(AudioFormat.pcm(rate.getAsInt())) : settings;
    }

    /// Callers whom nobody has announced: from this machine, from the networks that were named,
    /// else from Asterisk's.
    private Strangers strangers() {
        if (setup.direct() != Direct.ANY) {
            return Strangers.NONE;
        }
        var networks = setup.media().audioSocketNetworks();
        return new Strangers(
                true,
                networks.isEmpty()
                        ? LocalAddress.allOf(setup.media().asteriskHost()).stream()
                                .map(address -> Network.parse(address.getHostAddress()))
                                .toList()
                        : networks);
    }

    private void listen(AudioSocketTransport transport) throws StartFailure, InterruptedException {
        var host = places.audioSocket();
        Ports.requireFree(host, setup.media().audioSocketPort(), "AUDIOSOCKET_PORT");
        try {
            transport
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartFailure("start.no-listen", e.getCause(), host, "" + e.getCause());
        } catch (TimeoutException e) {
            throw new StartFailure("start.no-listen", e, host, START_SECONDS + " s");
        }
    }

    private RtpSettings rtpSettings() {
        var ports = setup.media().rtpPorts();
        return RtpSettings.at(places.advertisedInUrl())
                .boundTo(places.bind())
                .ports(ports.first(), ports.last());
    }

    /// Mounts what Asterisk connects to; on the router of each event loop.
    void mount(Router router) {
        if (webSockets != null && webSockets.listens()) {
            webSockets.mount(router);
        }
        if (audioSocket != null && setup.direct() != Direct.OFF) {
            audioSocket.mount(router);
        }
    }
}
