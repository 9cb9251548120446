package io.centralita.channel.asterisk.ari;

import java.time.Instant;
import java.util.function.Consumer;

/// The connection of events: kept up, looked after and opened again, whoever opens it
/// ([docs/decisions/0042](../../../../../../../../../docs/decisions/0042-one-listener-to-an-application.md)).
///
/// Safe from any thread; nothing of it blocks but [#close], which may wait for its sockets.
public interface AriEvents extends AutoCloseable {
    enum State {
        /// There has not been a connection yet.
        AWAITED,
        CONNECTED,
        /// Lost, and to come back.
        LOST,
        /// Somebody else listens as our application.
        REPLACED,
        CLOSED
    }

    /// @param since by the wall clock
    record Status(State state, Instant since) {}

    /// Begins, or lets Asterisk begin. What is subscribed before misses nothing.
    void start();

    /// All events from now on, in their order. Where there is a connection, the first one is
    /// [AriEvent.Connected].
    AriSubscription subscribe();

    /// The same for a consumer that is called with one after the other, on a virtual thread of its
    /// own. A fault of its does not keep the next event from it.
    default AriSubscription subscribe(Consumer<AriEvent> consumer) {
        var subscription = subscribe();
        var _ = EventDelivery.start(subscription, consumer);
        return subscription;
    }

    Status status();

    @Override
    void close();
}
