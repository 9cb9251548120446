package io.centralita.channel.asterisk.ari;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that takes events and calls a consumer with them, until there are no more.
final class EventDelivery {
    private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);

    private EventDelivery() {}

    static Thread start(AriSubscription subscription, Consumer<AriEvent> consumer) {
        return Thread.ofVirtual()
                .name("asterisk-events")
                .start(() -> deliver(subscription, consumer));
    }

    private static void deliver(AriSubscription subscription, Consumer<AriEvent> consumer) {
        try {
            for (var next = subscription.take(); next.isPresent(); next = subscription.take()) {
                var event = next.get();
                try {
                    consumer.accept(event);
                } catch (RuntimeException fault) {
                    log.atError()
                            .addKeyValue("event", event.getClass().getSimpleName())
                            .setCause(fault)
                            .log("an event of Asterisk's met a fault of ours");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
