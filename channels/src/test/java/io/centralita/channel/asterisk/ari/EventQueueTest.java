package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A consumer that does not keep up.
final class EventQueueTest {
    private static final AriEvent CONNECTED = new AriEvent.Connected(Optional.empty());
    private static final AriEvent AGAIN = new AriEvent.Connected(Optional.of(VirtualTime.START));
    private static final AriEvent LOST = new AriEvent.Disconnected();
    private static final AriEvent REPLACED = new AriEvent.Replaced();

    private final Counted counted = new Counted();
    private final EventHub hub = new EventHub(new VirtualTime(), counted, 4);

    private static AriEvent bridge(int number) {
        return new AriEvent.BridgeDestroyed("b" + number);
    }

    private List<AriEvent> rest(AriSubscription subscription) throws InterruptedException {
        hub.close();
        var all = new ArrayList<AriEvent>();
        for (var next = subscription.take(); next.isPresent(); next = subscription.take()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void a_full_queue_becomes_a_loss_and_a_return() throws InterruptedException {
        var slow = hub.subscribe();
        hub.tell(CONNECTED);
        for (int i = 1; i <= 4; i++) {
            hub.tell(bridge(i));
        }
        assertThat(rest(slow)).containsExactly(LOST, AGAIN, bridge(4));
        assertThat(counted.all()).containsExactly("oddity events-overflow");
    }

    @Test
    void a_full_queue_does_not_harm_another_consumer() throws InterruptedException {
        var slow = hub.subscribe();
        var quick = hub.subscribe();
        hub.tell(CONNECTED);
        assertThat(quick.take()).contains(CONNECTED);
        for (int i = 0; i < 1_000; i++) {
            hub.tell(bridge(i));
            assertThat(quick.take()).contains(bridge(i));
        }
        assertThat(rest(slow)).hasSizeLessThanOrEqualTo(4).startsWith(LOST, AGAIN);
    }

    @Test
    void what_the_connection_is_like_survives_a_full_queue() throws InterruptedException {
        var first = hub.subscribe();
        hub.tell(CONNECTED);
        hub.tell(bridge(1));
        hub.tell(bridge(2));
        hub.tell(LOST);
        hub.tell(bridge(3)); // full
        hub.tell(bridge(4));
        assertThat(rest(first)).containsExactly(LOST, bridge(3), bridge(4));
    }

    @Test
    void who_is_replaced_learns_it_for_all_that() throws InterruptedException {
        var slow = hub.subscribe();
        hub.tell(CONNECTED);
        hub.tell(bridge(1));
        hub.tell(REPLACED);
        hub.tell(bridge(2));
        hub.tell(bridge(3)); // full
        assertThat(rest(slow)).containsExactly(LOST, REPLACED, bridge(3));
    }

    @Test
    void a_consumers_fault_does_not_keep_the_next_event_from_it() throws Exception {
        var seen = new CompletableFuture<AriEvent>();
        var events = new ArrayList<AriEvent>();
        var thread =
                EventDelivery.start(
                        hub.subscribe(),
                        event -> {
                            events.add(event);
                            if (events.size() == 1) {
                                throw new IllegalStateException("a fault");
                            }
                            seen.complete(event);
                        });
        hub.tell(CONNECTED);
        hub.tell(bridge(1));
        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(bridge(1));
        hub.close();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
}
