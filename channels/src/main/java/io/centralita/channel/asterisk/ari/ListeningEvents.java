package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events over a connection that Asterisk opens (`outbound_websocket` in `ari.conf`). Mount it on
/// the router of each event loop; the HTTP server has to offer [#SUBPROTOCOL]. Messages may be
/// longer than those that the server takes elsewhere.
public final class ListeningEvents implements AriEvents {
    public static final String PATH = "/api/asterisk/ari";
    public static final String SUBPROTOCOL = "ari";

    /// Connections at once; one is used, others come and go.
    private static final int MOST = 8;

    private static final Logger log = LoggerFactory.getLogger(ListeningEvents.class);

    private final Vertx vertx;
    private final AriLoop loop;
    private final AriSettings settings;
    private final BasicCredentials credentials;
    private final ChannelMetrics metrics;
    private final EventHub hub;
    private final EventReception reception;
    private final Seldom refusals;
    private final AtomicInteger open = new AtomicInteger();

    /// @param username that Asterisk shows: `username` of its `websocket_client.conf`
    /// @param password likewise
    public ListeningEvents(
            Vertx vertx,
            AriSettings settings,
            String username,
            String password,
            Time time,
            ChannelMetrics metrics) {
        if (username.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("Asterisk's credentials must not be empty");
        }
        this.vertx = vertx;
        loop = VertxAriLoop.of(vertx, time);
        credentials = new BasicCredentials(username, password);
        this.settings = settings;
        this.metrics = metrics;
        hub = new EventHub(time, metrics);
        reception = new EventReception(loop, settings, hub, metrics);
        refusals = new Seldom(time, AriTelling.QUIET);
    }

    public void mount(Router router) {
        router.get(PATH).handler(this::upgrade);
    }

    private void upgrade(RoutingContext routing) {
        var request = routing.request();
        if (!credentials.areIn(request.getHeader("Authorization"))) {
            refuse(routing, 401, "credentials");
        } else if (!request.canUpgradeToWebSocket()) {
            refuse(routing, 426, "no-websocket");
        } else if (hub.status().state() == State.CLOSED || open.get() >= MOST) {
            refuse(routing, 503, "events-full");
        } else {
            open.incrementAndGet();
            var channel = ((ConnectionBase) request.connection()).channel();
            request.toWebSocket()
                    .onSuccess(socket -> accept(socket, channel))
                    .onFailure(_ -> open.decrementAndGet());
        }
    }

    private void accept(ServerWebSocket socket, Channel channel) {
        var arrival = new Arrival();
        var visitor =
                reception.visitor(
                        VertxEventWire.accepted(
                                socket, channel, vertx.getOrCreateContext(), loop, arrival));
        loop.run(
                () -> {
                    arrival.visitor = visitor;
                    visitor.begin();
                });
    }

    /// Counts, and hands on to the visitor. On the loop.
    private final class Arrival implements EventWire.Listener {
        private EventReception.@Nullable Visitor visitor;
        private boolean gone;

        @Override
        public void text(String message) {
            if (visitor != null) {
                visitor.text(message);
            }
        }

        @Override
        public void pong() {
            if (visitor != null) {
                visitor.pong();
            }
        }

        @Override
        public void closed(String detail) {
            if (!gone) {
                gone = true;
                open.decrementAndGet();
            }
            if (visitor != null) {
                visitor.closed(detail);
            }
        }
    }

    private void refuse(RoutingContext routing, int status, String reason) {
        metrics.refused(AriClient.CHANNEL, reason);
        refusals.say(
                unsaid ->
                        log.atWarn()
                                .addKeyValue("remote", routing.request().remoteAddress())
                                .addKeyValue("reason", reason)
                                .addKeyValue("unsaid", unsaid)
                                .log("a connection of Asterisk's events was refused"));
        var response = routing.response().setStatusCode(status);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"Centralita\"");
        } else if (status == 426) {
            response.putHeader("Upgrade", "websocket");
        }
        var _ = response.end();
    }

    /// Nothing to be done: Asterisk comes by itself.
    @Override
    public void start() {
        log.atInfo().addKeyValue("path", PATH).log("Asterisk is waited for to tell its events");
    }

    /// Asterisk's REST interface over the connection that it has opened, for an Asterisk that
    /// cannot be reached from here. Its requests are done one after the other.
    public AriClient ari() {
        return new AriClient(
                settings, reception.requests(), loop.time(), AriExchanges.Pause.REAL, metrics);
    }

    @Override
    public AriSubscription subscribe() {
        return hub.subscribe();
    }

    @Override
    public Status status() {
        return hub.status();
    }

    @Override
    public void close() {
        hub.close();
        loop.run(reception::close);
    }
}
