package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one consumer has not taken yet. One that is full is emptied: the consumer is told of a loss
/// and, where there is a connection, of its return, so that it asks for what it has missed.
final class EventQueue implements AriSubscription {
    private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

    private final int room;
    private final Time time;
    private final ChannelMetrics metrics;
    private final Consumer<EventQueue> left;

    /// An empty one is the end.
    private final BlockingQueue<Optional<AriEvent>> queue = new LinkedBlockingQueue<>();

    /// How the connection was when it last changed.
    private AriEvent state = new AriEvent.Disconnected();

    private boolean closed;

    /// @param room events that may wait, 4 or more
    EventQueue(int room, Time time, ChannelMetrics metrics, Consumer<EventQueue> left) {
        this.room = room;
        this.time = time;
        this.metrics = metrics;
        this.left = left;
    }

    /// Never blocks.
    synchronized void add(AriEvent event) {
        if (closed) {
            return;
        }
        if (queue.size() >= room) {
            overflow();
        }
        if (isOfConnection(event)) {
            state = event;
        }
        queue.add(Optional.of(event));
    }

    private static boolean isOfConnection(AriEvent event) {
        return event instanceof AriEvent.Connected
                || event instanceof AriEvent.Disconnected
                || event instanceof AriEvent.Replaced;
    }

    private void overflow() {
        int dropped = queue.size();
        queue.clear();
        queue.add(Optional.of(new AriEvent.Disconnected()));
        switch (state) {
            case AriEvent.Connected(_) ->
                    queue.add(Optional.of(new AriEvent.Connected(Optional.of(time.now()))));
            case AriEvent.Replaced replaced -> queue.add(Optional.of(replaced));
            default -> {
                // There is no connection.
            }
        }
        metrics.oddity(AriClient.CHANNEL, "events-overflow");
        log.atWarn()
                .addKeyValue("dropped", dropped)
                .log("Asterisk's events came faster than they were taken");
    }

    @Override
    public Optional<AriEvent> take() throws InterruptedException {
        var next = queue.take();
        if (next.isEmpty()) {
            queue.add(next); // For whoever asks after this.
        }
        return next;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(Optional.empty());
        }
        left.accept(this);
    }
}
