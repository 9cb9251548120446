package io.centralita.channel.asterisk.ari;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriEventReader.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which of the connections that Asterisk opens is listened to: the latest one of the same Asterisk
/// that has registered our application. Another Asterisk has to wait until the first one is gone:
/// as each comes back at once when it is sent away, they would take turns for ever. Belongs to the
/// loop.
final class EventReception {
    /// For the first message, `ApplicationRegistered`.
    static final Duration INTRODUCTION = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(EventReception.class);
    private static final String EVENTS = "events";

    private final AriLoop loop;
    private final AriSettings settings;
    private final EventHub hub;
    private final ChannelMetrics metrics;
    private final Seldom oddities;
    private final Seldom strangers;
    private final AriOverEvents requests;
    private final Set<Visitor> visitors = new HashSet<>();
    private @Nullable Visitor guest;
    private Optional<Instant> lost = Optional.empty();
    private boolean closed;

    EventReception(AriLoop loop, AriSettings settings, EventHub hub, ChannelMetrics metrics) {
        this.loop = loop;
        this.settings = settings;
        this.hub = hub;
        this.metrics = metrics;
        oddities = new Seldom(loop.time(), AriTelling.QUIET);
        strangers = new Seldom(loop.time(), AriTelling.QUIET);
        requests = new AriOverEvents(loop, this::line);
    }

    private @Nullable EventLine line() {
        var here = guest;
        return here == null ? null : here.line;
    }

    /// Requests over the connection that is listened to. From any thread.
    AriTransport requests() {
        return requests;
    }

    /// From any thread.
    Visitor visitor(EventWire wire) {
        return new Visitor(wire);
    }

    /// A connection, from its handshake to its end.
    final class Visitor implements EventLine.Owner, EventWire.Listener {
        private final EventWire wire;
        private @Nullable EventLine line;
        private Runnable timer = () -> {};
        private String asteriskId = "";

        Visitor(EventWire wire) {
            this.wire = wire;
        }

        /// Before anything is told of it.
        void begin() {
            if (closed) {
                wire.close(EventLine.GOING, "");
                return;
            }
            line = new EventLine(loop, settings, wire, oddities, metrics, this);
            visitors.add(this);
            timer = loop.after(INTRODUCTION, () -> sendAway("no-registration"));
        }

        @Override
        public void text(String message) {
            if (line != null) {
                line.text(message);
            }
        }

        @Override
        public void pong() {
            if (line != null) {
                line.pong();
            }
        }

        @Override
        public void closed(String detail) {
            if (line != null) {
                line.closed(detail);
            }
        }

        @Override
        public void told(EventLine from, Reading reading) {
            switch (reading) {
                case Reading.Registered(var application, var id) -> registered(application, id);
                case Reading.Event(var event) when guest == this -> listened(event);
                case Reading.Response(var id, var answer) when guest == this ->
                        requests.answered(id, answer);
                case Reading.Event(_), Reading.Response(_, _) -> sendAway("no-registration");
                case Reading.NotNeeded(), Reading.Unknown(_), Reading.Broken() -> {
                    // Nobody needs it.
                }
            }
        }

        private void registered(String application, String id) {
            if (application.startsWith(settings.application() + ":")) {
                sendAway("per-call");
                return;
            }
            if (!application.equals(settings.application())) {
                return; // One of several; ours may be next.
            }
            asteriskId = id;
            timer.run();
            if (guest != null && guest != this && !guest.asteriskId.equals(id)) {
                sendAway("other-asterisk");
            } else if (guest != this) {
                welcome();
            }
        }

        private void welcome() {
            var before = guest;
            if (before != null) {
                before.leave("replaced by a newer connection");
                lost(before, "a newer connection is there");
            }
            guest = this;
            log.atInfo()
                    .addKeyValue("application", settings.application())
                    .addKeyValue("asterisk", asteriskId)
                    .addKeyValue("lost", lost.map(Instant::toString).orElse(""))
                    .log("Asterisk tells its events");
            metrics.event(AriClient.CHANNEL, EVENTS, "connected");
            hub.tell(new AriEvent.Connected(lost));
        }

        /// A connection that was replaced stays open: Asterisk would come back at once, and take
        /// the application from whoever has it now.
        private void listened(AriEvent event) {
            if (event instanceof AriEvent.Replaced) {
                metrics.event(AriClient.CHANNEL, EVENTS, "replaced");
                log.atError()
                        .addKeyValue("application", settings.application())
                        .log(
                                "somebody else listens as our application: new calls go there."
                                        + " Every process needs an application name of its own");
            }
            hub.tell(event);
        }

        @Override
        public void over(EventLine from, String detail) {
            timer.run();
            visitors.remove(this);
            if (guest == this) {
                guest = null;
                lost(this, detail);
            }
        }

        private void sendAway(String reason) {
            if (line == null || guest == this) {
                return;
            }
            metrics.refused(AriClient.CHANNEL, reason);
            strangers.say(
                    unsaid ->
                            log.atWarn()
                                    .addKeyValue("reason", reason)
                                    .addKeyValue("application", settings.application())
                                    .addKeyValue("unsaid", unsaid)
                                    .log(
                                            "a connection that Asterisk opened is not used: it has"
                                                    + " to be a persistent one, of the one Asterisk"
                                                    + " that is served, with our application"));
            leave(reason);
        }

        private void leave(String reason) {
            timer.run();
            visitors.remove(this);
            if (line != null) {
                line.close(EventLine.NOT_HERE, reason);
            }
        }
    }

    private void lost(Visitor visitor, String detail) {
        lost = Optional.ofNullable(visitor.line).map(EventLine::lastSign);
        log.atWarn()
                .addKeyValue("detail", detail)
                .log("the connection of Asterisk's events is lost; calls go on");
        metrics.event(AriClient.CHANNEL, EVENTS, "lost");
        hub.tell(new AriEvent.Disconnected());
        requests.lost();
    }

    void close() {
        closed = true;
        guest = null;
        requests.lost();
        Set.copyOf(visitors).forEach(visitor -> visitor.leave(""));
    }
}
