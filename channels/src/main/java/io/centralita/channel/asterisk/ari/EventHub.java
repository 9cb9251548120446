package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.channel.asterisk.ari.AriEvents.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hands events on to all who subscribed, and knows how the connection is. Never blocks; safe from
/// any thread, and in order where it is told in order.
final class EventHub {
    /// Events that wait for one consumer: some two hundred calls that begin at once.
    static final int ROOM = 4_096;

    private final Time time;
    private final ChannelMetrics metrics;
    private final int room;
    private final List<EventQueue> queues = new CopyOnWriteArrayList<>();
    private Status status;

    EventHub(Time time, ChannelMetrics metrics) {
        this(time, metrics, ROOM);
    }

    EventHub(Time time, ChannelMetrics metrics, int room) {
        this.time = time;
        this.metrics = metrics;
        this.room = room;
        status = new Status(State.AWAITED, time.now());
    }

    /// After the end it goes nowhere.
    synchronized void tell(AriEvent event) {
        if (status.state() == State.CLOSED) {
            return;
        }
        switch (event) {
            case AriEvent.Connected(_) -> enter(State.CONNECTED);
            case AriEvent.Disconnected() -> enter(State.LOST);
            case AriEvent.Replaced() -> enter(State.REPLACED);
            default -> {
                // The connection is as it was.
            }
        }
        queues.forEach(queue -> queue.add(event));
    }

    private void enter(State state) {
        status = new Status(state, time.now());
    }

    synchronized Status status() {
        return status;
    }

    synchronized AriSubscription subscribe() {
        var queue = new EventQueue(room, time, metrics, queues::remove);
        if (status.state() == State.CLOSED) {
            queue.close();
            return queue;
        }
        switch (status.state()) {
            case CONNECTED -> queue.add(new AriEvent.Connected(Optional.empty()));
            case REPLACED -> queue.add(new AriEvent.Replaced());
            case AWAITED, LOST, CLOSED -> {
                // There will be news.
            }
        }
        queues.add(queue);
        return queue;
    }

    synchronized void close() {
        enter(State.CLOSED);
        queues.forEach(EventQueue::close);
    }
}
