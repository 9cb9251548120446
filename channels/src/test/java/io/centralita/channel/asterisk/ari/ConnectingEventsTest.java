package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.channel.asterisk.ari.AriSettings.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The connection of events that we keep up, in virtual time.
final class ConnectingEventsTest {
    private static final AriSettings SETTINGS =
            AriRig.settings(URI.create("http://127.0.0.1:8088/ari"), Limits.DEFAULT);

    private final VirtualLoop loop = new VirtualLoop();
    private final ScriptedConnector asterisk = new ScriptedConnector();
    private final Lookout vacancy = new Lookout();
    private final Counted counted = new Counted();
    private final ConnectingEvents events =
            new ConnectingEvents(
                    loop,
                    SETTINGS,
                    asterisk,
                    vacancy,
                    counted,
                    new EventHub(loop.time(), counted),
                    new Random(4));
    private final AriSubscription subscription = events.subscribe();

    private static final class Lookout implements Vacancy {
        boolean free;
        int asked;

        @Override
        public void ask(Consumer<Boolean> answer) {
            asked++;
            answer.accept(free);
        }

        @Override
        public void close() {}
    }

    private AriEvent next() throws InterruptedException {
        return subscription.take().orElseThrow();
    }

    /// Closed, so that all that is to come is there.
    private List<AriEvent> rest() throws InterruptedException {
        events.close();
        var all = new ArrayList<AriEvent>();
        for (var next = subscription.take(); next.isPresent(); next = subscription.take()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void events_come_in_order_after_the_connection_is_told() throws InterruptedException {
        assertThat(events.status().state()).isEqualTo(State.AWAITED);
        events.start();
        events.start();
        assertThat(asterisk.tries).hasSize(1);
        var line = asterisk.last().opens();
        assertThat(events.status().state()).isEqualTo(State.CONNECTED);
        line.says("{'type':'StasisStart','channel':{'id':'c1'}}");
        line.says("{'type':'StasisEnd','channel':{'id':'c1'}}");
        assertThat(next()).isEqualTo(new AriEvent.Connected(Optional.empty()));
        assertThat(next()).isInstanceOf(AriEvent.StasisStart.class);
        assertThat(next()).isInstanceOf(AriEvent.StasisEnd.class);
        var late = events.subscribe();
        assertThat(late.take()).contains(new AriEvent.Connected(Optional.empty()));
        late.close();
        assertThat(late.take()).isEmpty();
        assertThat(rest()).isEmpty();
        assertThat(events.subscribe().take()).isEmpty();
        assertThat(line.closedByUs).isTrue();
        assertThat(asterisk.closed).isTrue();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void a_lost_connection_is_opened_again_and_since_when_is_told() throws InterruptedException {
        events.start();
        asterisk.last().opens();
        loop.advance(Duration.ofSeconds(32));
        asterisk.last().breaks();
        assertThat(events.status().state()).isEqualTo(State.LOST);
        loop.advance(Duration.ofMillis(250));
        assertThat(asterisk.tries).hasSize(2);
        asterisk.last().opens();
        assertThat(next()).isEqualTo(new AriEvent.Connected(Optional.empty()));
        assertThat(next()).isEqualTo(new AriEvent.Disconnected());
        // Every 10 s a ping was answered: 5 s, 5 s for the pong, and again.
        assertThat(next())
                .isEqualTo(
                        new AriEvent.Connected(
                                Optional.of(VirtualTime.START.plus(Duration.ofSeconds(25)))));
        assertThat(rest()).isEmpty();
    }

    @Test
    void the_pause_grows_has_chance_in_it_and_is_short_again_after_a_good_connection() {
        events.start();
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 40; i++) {
            asterisk.last().fails(0);
            pauses.add(loop.untilNext().toMillis());
            loop.advance(loop.untilNext());
        }
        assertThat(pauses.subList(0, 5))
                .satisfies(
                        firsts ->
                                IntStream.range(0, 5)
                                        .forEach(
                                                i ->
                                                        assertThat(firsts.get(i))
                                                                .isBetween(125L << i, 250L << i)));
        assertThat(pauses.subList(5, 40)).allMatch(ms -> ms >= 2_500 && ms <= 5_000);
        assertThat(pauses.stream().distinct().count()).isGreaterThan(30);

        // One that is lost at once does not count.
        asterisk.last().opens().breaks();
        assertThat(loop.untilNext().toMillis()).isBetween(2_500L, 5_000L);
        loop.advance(loop.untilNext());
        asterisk.last().opens();
        loop.advance(Duration.ofSeconds(6));
        asterisk.last().breaks();
        assertThat(loop.untilNext().toMillis()).isBetween(125L, 250L);
        assertThat(counted.of("events unreachable")).isEqualTo(40);
        events.close();
    }

    @Test
    void a_connection_that_answers_no_pings_is_dead_after_ten_seconds()
            throws InterruptedException {
        events.start();
        var line = asterisk.last().opens();
        loop.advance(Duration.ofSeconds(60));
        assertThat(line.pings).isEqualTo(6);
        assertThat(line.closedByUs).isFalse();
        line.answersPings = false;
        loop.advance(Duration.ofSeconds(9));
        assertThat(line.closedByUs).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(line.closedByUs).isTrue();
        next();
        assertThat(next()).isEqualTo(new AriEvent.Disconnected());
        loop.advance(Duration.ofSeconds(1));
        assertThat(asterisk.tries).hasSize(2);

        // What the dead one still brings is nobody's.
        line.says("{'type':'StasisStart','channel':{'id':'c1'}}");
        line.breaks();
        assertThat(asterisk.tries).hasSize(2);
        assertThat(rest()).isEmpty();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void events_are_a_sign_of_life_too() {
        events.start();
        var line = asterisk.last().opens();
        line.answersPings = false;
        for (int i = 0; i < 60; i++) {
            loop.advance(Duration.ofSeconds(1));
            line.says("{'type':'ChannelVarset','variable':'V','value':'1'}");
        }
        assertThat(line.closedByUs).isFalse();
        events.close();
    }

    @Test
    void who_is_replaced_does_not_fight() throws InterruptedException {
        events.start();
        var line = asterisk.last().opens();
        line.says("{'type':'ApplicationReplaced','application':'somebody-elses'}");
        assertThat(events.status().state()).isEqualTo(State.CONNECTED);
        line.says("{'type':'ApplicationReplaced','application':'centralita'}");
        assertThat(events.status().state()).isEqualTo(State.REPLACED);
        assertThat(line.closedByUs).isTrue();
        line.breaks();
        next();
        assertThat(next()).isEqualTo(new AriEvent.Replaced());
        assertThat(events.subscribe().take()).contains(new AriEvent.Replaced());

        loop.advance(Duration.ofHours(1));
        assertThat(vacancy.asked).isEqualTo(60);
        assertThat(asterisk.tries).hasSize(1);

        vacancy.free = true;
        loop.advance(Duration.ofSeconds(60));
        assertThat(asterisk.tries).hasSize(2);
        asterisk.last().opens();
        assertThat(next()).isEqualTo(new AriEvent.Connected(Optional.of(VirtualTime.START)));
        assertThat(rest()).isEmpty();
        assertThat(counted.of("events replaced")).isEqualTo(1);
    }

    @Test
    void wrong_credentials_are_tried_again_and_counted() {
        events.start();
        asterisk.last().fails(401);
        loop.advance(Duration.ofSeconds(1));
        asterisk.last().fails(404);
        assertThat(counted.all()).containsExactly("events credentials", "events refused");
        assertThat(loop.waiting()).isOne();
        events.close();
        assertThat(loop.waiting()).isZero();
        assertThat(events.status().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void what_is_being_opened_is_given_up_at_the_end() {
        events.start();
        events.close();
        assertThat(asterisk.last().givenUp).isTrue();
        var late = asterisk.last().opens();
        assertThat(late.closedByUs).isTrue();
        late.breaks();
        assertThat(loop.waiting()).isZero();
        assertThat(events.status().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void what_fails_after_the_end_is_not_tried_again() {
        events.start();
        events.close();
        asterisk.last().fails(0);
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void broken_and_unknown_messages_are_counted_and_survived() throws InterruptedException {
        events.start();
        var line = asterisk.last().opens();
        line.says("{'type':'Sth'");
        line.says("{'type':'SomethingOf2030'}");
        line.says("{'type':'StasisEnd','channel':{'id':'c1'}}");
        next();
        assertThat(next()).isInstanceOf(AriEvent.StasisEnd.class);
        assertThat(counted.all()).contains("oddity broken-event", "oddity unknown-event");
        assertThat(rest()).isEmpty();
    }
}
