package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriFailure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Keeps order in Asterisk beside the calls, on a virtual thread of its own: turns callers away who
/// have no call, takes away what could not be taken away at once, and looks now and then, and
/// whenever events may have been missed, whether things are as we believe. Thread-safe; nothing
/// blocks whoever asks.
final class Housekeeper implements AutoCloseable {
    private static final int MOST_CHORES = 1_024;
    private static final Duration USUALLY = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LAST_ROUND = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);

    private sealed interface Chore {
        /// Events may have been missed.
        record Look() implements Chore {}

        record TurnAway(String channel, int cause) implements Chore {}

        record Stop() implements Chore {}
    }

    private enum Events {
        HEARD,
        LOST,
        /// Somebody else gets them.
        REPLACED
    }

    private final Surroundings around;
    private final Reconciliation reconciliation;
    private final BlockingQueue<Chore> chores = new ArrayBlockingQueue<>(MOST_CHORES);
    private final Thread thread;
    private volatile boolean asked;
    private boolean lookAgain;
    private volatile Events events = Events.LOST;

    Housekeeper(Surroundings around, Reconciliation reconciliation) {
        this.around = around;
        this.reconciliation = reconciliation;
        thread = Thread.ofVirtual().name("asterisk-housekeeper").start(this::run);
    }

    /// The connection of events is there or is not, or something was told that nobody can make out.
    void look() {
        if (!chores.offer(new Chore.Look())) {
            around.metrics().oddity(AsteriskChannel.NAME, "housekeeper-full");
        }
    }

    /// Somebody else listens: what is not ours may be theirs.
    void replaced() {
        events = Events.REPLACED;
        look();
    }

    void connected(boolean is) {
        events = is ? Events.HEARD : Events.LOST;
        if (is) {
            asked = false; // it may be another Asterisk than before
        }
        look();
    }

    void turnAway(String channel, int cause) {
        if (!chores.offer(new Chore.TurnAway(channel, cause))) {
            around.broom().later(channel, cause);
        }
    }

    private void run() {
        try {
            while (doNext()) {
                // Until it is told to stop.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return false after the last chore
    private boolean doNext() throws InterruptedException {
        var chore = around.time().poll(chores, pause().toNanos());
        try {
            switch (chore) {
                case null -> tidy();
                case Chore.Look() -> tidy();
                case Chore.TurnAway(var channel, int cause) ->
                        around.broom().hangUp(channel, cause);
                case Chore.Stop() -> {
                    around.broom().again();
                    return false;
                }
            }
        } catch (RuntimeException fault) {
            lookAgain = false;
            log.atError().setCause(fault).log("housekeeping failed");
        }
        return !Thread.currentThread().isInterrupted();
    }

    private Duration pause() {
        return lookAgain || around.broom().left() > 0 ? SOON : USUALLY;
    }

    private void tidy() throws InterruptedException {
        chores.removeIf(chore -> chore instanceof Chore.Look);
        around.broom().again();
        try {
            switch (events) {
                case LOST -> lookAgain = reconciliation.whileLost();
                case REPLACED -> {
                    reconciliation.whileReplaced();
                    lookAgain = true;
                }
                case HEARD -> lookAround();
            }
        } catch (AriFailure failure) {
            lookAgain = true;
            // That its events are lost was told already; as a rule nothing else comes either.
            log.atLevel(events == Events.LOST ? Level.DEBUG : Level.WARN)
                    .addKeyValue("why", failure.getMessage())
                    .log("Asterisk does not say what there is");
        }
    }

    private void lookAround() throws AriFailure, InterruptedException {
        if (!asked) {
            around.transports().asteriskIs(around.ari().info(), around.ari().modules());
            asked = true;
        }
        lookAgain = reconciliation.round();
    }

    @Override
    public void close() {
        if (!chores.offer(new Chore.Stop())) {
            thread.interrupt();
        }
        try {
            if (!thread.join(LAST_ROUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
