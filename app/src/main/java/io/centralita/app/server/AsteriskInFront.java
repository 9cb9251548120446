package io.centralita.app.server;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriSubscription;
import io.centralita.channel.asterisk.audiosocket.AudioSocketAbilities;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows what the Asterisk in front of us can do over AudioSocket: it is asked whenever its events
/// are there again, for it may be another one by then. On a virtual thread of its own.
final class AsteriskInFront implements Supplier<AudioSocketAbilities>, AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int TRIES = 5;

    private static final Logger log = LoggerFactory.getLogger(AsteriskInFront.class);

    private final Ari ari;
    private final AriSubscription events;
    private volatile AudioSocketAbilities abilities = AudioSocketAbilities.LEAST;

    AsteriskInFront(Ari ari, AriSubscription events) {
        this.ari = ari;
        this.events = events;
        Thread.ofVirtual().name("asterisk-abilities").start(this::listen);
    }

    @Override
    public AudioSocketAbilities get() {
        return abilities;
    }

    private void listen() {
        try {
            for (var event = events.take(); event.isPresent(); event = events.take()) {
                if (event.get() instanceof AriEvent.Connected) {
                    ask();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                abilities = AudioSocketAbilities.of(ari.info().version());
                return;
            } catch (AriFailure failure) {
                log.atWarn()
                        .addKeyValue("why", failure.getMessage())
                        .log("Asterisk does not say which version it is");
                Thread.sleep(AGAIN);
            }
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
