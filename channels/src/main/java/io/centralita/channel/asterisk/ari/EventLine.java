package io.centralita.channel.asterisk.ari;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriEventReader.Reading;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of events in use: what it brings is read, and whether it lives is watched. Belongs
/// to the loop.
final class EventLine implements EventWire.Listener {
    /// Close codes of RFC 6455 §7.4.1.
    static final int GOING = 1001;

    static final int NOT_HERE = 1008;

    private static final Logger log = LoggerFactory.getLogger(EventLine.class);

    private final AriLoop loop;
    private final EventWire wire;
    private final AriEventReader reader;
    private final ChannelMetrics metrics;
    private final Owner owner;
    private final Seldom oddities;
    private final Vigil vigil;
    private final long begunNanos;
    private Instant lastSign;
    private boolean over;

    interface Owner {
        void told(EventLine line, Reading reading);

        /// Once: it is closed, or dead.
        void over(EventLine line, String detail);
    }

    EventLine(
            AriLoop loop,
            AriSettings settings,
            EventWire wire,
            Seldom oddities,
            ChannelMetrics metrics,
            Owner owner) {
        this.loop = loop;
        this.wire = wire;
        this.metrics = metrics;
        this.owner = owner;
        this.oddities = oddities;
        reader = new AriEventReader(settings.application());
        vigil = new Vigil(loop, settings.limits(), wire, this::dead);
        begunNanos = loop.time().nanoTime();
        lastSign = loop.time().now();
        vigil.begin();
    }

    @Override
    public void text(String message) {
        if (over) {
            return;
        }
        alive();
        var reading = reader.read(message);
        switch (reading) {
            case Reading.Unknown(var type) -> oddity("unknown-event", type);
            case Reading.Broken() -> oddity("broken-event", "");
            case Reading.Event(_),
                    Reading.Registered(_, _),
                    Reading.Response(_, _),
                    Reading.NotNeeded() ->
                    owner.told(this, reading);
        }
    }

    private void oddity(String kind, String type) {
        metrics.oddity(AriClient.CHANNEL, kind);
        oddities.say(
                unsaid ->
                        log.atWarn()
                                .addKeyValue("kind", kind)
                                .addKeyValue("type", type.substring(0, Math.min(40, type.length())))
                                .addKeyValue("unsaid", unsaid)
                                .log("a message of Asterisk's is of no use"));
    }

    @Override
    public void pong() {
        alive();
    }

    private void alive() {
        lastSign = loop.time().now();
        vigil.alive();
    }

    private void dead() {
        wire.close(GOING, "no pong");
        closed("no answer to a ping");
    }

    @Override
    public void closed(String detail) {
        if (!over) {
            over = true;
            vigil.end();
            owner.over(this, detail);
        }
    }

    void say(String message) {
        if (!over) {
            wire.text(message);
        }
    }

    /// By us: its owner hears nothing more of it.
    void close(int code, String reason) {
        if (!over) {
            over = true;
            vigil.end();
            wire.close(code, reason);
        }
    }

    Instant lastSign() {
        return lastSign;
    }

    Duration lasted() {
        return Duration.ofNanos(loop.time().nanoTime() - begunNanos);
    }
}
