package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriEventReader.Reading;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events over a connection that we open. One that is lost is opened again; one that somebody else
/// has taken over is left to them, until Asterisk says that nobody listens any more
/// ([docs/decisions/0042](../../../../../../../../../docs/decisions/0042-one-listener-to-an-application.md)).
public final class ConnectingEvents implements AriEvents {
    /// Between two looks at whether the one who replaced us is still there.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(ConnectingEvents.class);
    private static final String EVENTS = "events";

    private final AriLoop loop;
    private final AriSettings settings;
    private final EventConnector connector;
    private final Vacancy vacancy;
    private final ChannelMetrics metrics;
    private final EventHub hub;
    private final Retry retry;
    private final Seldom failures;
    private final Seldom oddities;

    private Runnable timer = () -> {};
    private Runnable giveUp = () -> {};
    private @Nullable EventLine line;
    private Optional<Instant> lost = Optional.empty();
    private boolean begun;
    private boolean closed;

    /// @param ari asked whether anybody listens for our application
    public static ConnectingEvents of(
            Vertx vertx, AriSettings settings, Ari ari, Time time, ChannelMetrics metrics) {
        var loop = VertxAriLoop.of(vertx, time);
        return new ConnectingEvents(
                loop,
                settings,
                new VertxEventConnector(loop, settings),
                new Vacancy.Asked(ari, loop),
                metrics,
                new EventHub(time, metrics),
                RandomGenerator.getDefault());
    }

    ConnectingEvents(
            AriLoop loop,
            AriSettings settings,
            EventConnector connector,
            Vacancy vacancy,
            ChannelMetrics metrics,
            EventHub hub,
            RandomGenerator chance) {
        this.loop = loop;
        this.settings = settings;
        this.connector = connector;
        this.vacancy = vacancy;
        this.metrics = metrics;
        this.hub = hub;
        retry = new Retry(settings.limits(), chance);
        failures = new Seldom(loop.time(), AriTelling.QUIET);
        oddities = new Seldom(loop.time(), AriTelling.QUIET);
    }

    @Override
    public void start() {
        loop.run(
                () -> {
                    if (!begun) {
                        begun = true;
                        connect();
                    }
                });
    }

    private void connect() {
        if (!closed) {
            giveUp = connector.connect(new Attempted());
        }
    }

    private void again() {
        if (!closed) {
            timer = loop.after(retry.next(), this::connect);
        }
    }

    /// One connection, from the try to its end.
    private final class Attempted implements EventConnector.Listener, EventLine.Owner {
        private @Nullable EventLine mine;

        @Override
        public void opened(EventWire wire) {
            if (closed) {
                wire.close(EventLine.GOING, "");
                return;
            }
            var open = new EventLine(loop, settings, wire, oddities, metrics, this);
            mine = open;
            line = open;
            log.atInfo()
                    .addKeyValue("application", settings.application())
                    .addKeyValue("lost", lost.map(Instant::toString).orElse(""))
                    .log("Asterisk tells its events");
            metrics.event(AriClient.CHANNEL, EVENTS, "connected");
            hub.tell(new AriEvent.Connected(lost));
        }

        @Override
        public void failed(EventConnector.Trouble trouble) {
            metrics.event(AriClient.CHANNEL, EVENTS, word(trouble));
            failures.say(unsaid -> complain(trouble, unsaid));
            again();
        }

        @Override
        public void text(String message) {
            if (mine != null) {
                mine.text(message);
            }
        }

        @Override
        public void pong() {
            if (mine != null) {
                mine.pong();
            }
        }

        @Override
        public void closed(String detail) {
            if (mine != null) {
                mine.closed(detail);
            }
        }

        @Override
        public void told(EventLine from, Reading reading) {
            if (reading instanceof Reading.Event(var event)) {
                hub.tell(event);
                if (event instanceof AriEvent.Replaced) {
                    replaced(from);
                }
            }
        }

        @Override
        public void over(EventLine from, String detail) {
            line = null;
            lost = Optional.of(from.lastSign());
            retry.connectionLasted(from.lasted());
            log.atWarn()
                    .addKeyValue("detail", detail)
                    .log("the connection of Asterisk's events is lost; calls go on");
            metrics.event(AriClient.CHANNEL, EVENTS, "lost");
            hub.tell(new AriEvent.Disconnected());
            again();
        }
    }

    private static String word(EventConnector.Trouble trouble) {
        return switch (trouble.status()) {
            case 0 -> "unreachable";
            case 401, 403 -> "credentials";
            default -> "refused";
        };
    }

    private static void complain(EventConnector.Trouble trouble, long unsaid) {
        var line =
                log.atWarn()
                        .addKeyValue("status", trouble.status())
                        .addKeyValue("detail", trouble.detail())
                        .addKeyValue("unsaid", unsaid);
        switch (trouble.status()) {
            case 401, 403 ->
                    line.log(
                            "Asterisk refuses our credentials for its events: see the user's"
                                    + " section in ari.conf; it is tried again");
            case 404 ->
                    line.log(
                            "there is no ARI where its events were looked for: see enabled in"
                                    + " ari.conf and prefix in http.conf; it is tried again");
            default -> line.log("no connection of Asterisk's events; it is tried again");
        }
    }

    /// Asterisk tells nothing more on a connection that was replaced.
    private void replaced(EventLine from) {
        line = null;
        lost = Optional.of(loop.time().now());
        from.close(EventLine.GOING, "replaced");
        metrics.event(AriClient.CHANNEL, EVENTS, "replaced");
        log.atError()
                .addKeyValue("application", settings.application())
                .log(
                        "somebody else listens as our application: new calls go there. Every"
                                + " process needs an application name of its own. This one connects"
                                + " again once nobody else does, or when it is started again");
        timer = loop.after(PATIENCE, this::look);
    }

    private void look() {
        if (closed) {
            return;
        }
        vacancy.ask(
                free -> {
                    if (closed) {
                        return;
                    }
                    if (free) {
                        log.atInfo().log("nobody listens as our application any more");
                        connect();
                    } else {
                        timer = loop.after(PATIENCE, this::look);
                    }
                });
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
        loop.run(
                () -> {
                    closed = true;
                    timer.run();
                    giveUp.run();
                    if (line != null) {
                        line.close(EventLine.GOING, "");
                    }
                });
        vacancy.close();
        connector.close();
    }
}
