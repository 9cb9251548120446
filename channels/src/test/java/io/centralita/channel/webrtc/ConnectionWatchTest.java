package io.centralita.channel.webrtc;

import static io.centralita.channel.webrtc.ConnectionWatch.Event.CHANNEL_OPENED;
import static io.centralita.channel.webrtc.ConnectionWatch.Event.CONNECTED;
import static io.centralita.channel.webrtc.ConnectionWatch.Event.DISCONNECTED;
import static io.centralita.channel.webrtc.ConnectionWatch.Event.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.webrtc.ConnectionWatch.Event;
import io.centralita.channel.webrtc.ConnectionWatch.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a browser's connection, for every state and everything that can be told in it.
class ConnectionWatchTest {
    private static final List<Event> ALL = List.of(Event.values());
    private static final String UP = "CHANNEL_OPENED";

    private final ConnectionWatch watch = new ConnectionWatch(0);
    private long nowNanos;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    ''                          | CONNECTED      | -
                    ''                          | DISCONNECTED   | -
                    ''                          | FAILED         | -
                    ''                          | CHANNEL_OPENED | put through
                    ''                          | CHANNEL_CLOSED | caller closed
                    CONNECTED                   | CONNECTED      | -
                    CONNECTED                   | DISCONNECTED   | -
                    CONNECTED                   | FAILED         | -
                    CONNECTED                   | CHANNEL_OPENED | put through
                    CONNECTED                   | CHANNEL_CLOSED | caller closed
                    CHANNEL_OPENED              | CONNECTED      | -
                    CHANNEL_OPENED              | CHANNEL_OPENED | -
                    CHANNEL_OPENED              | DISCONNECTED   | away
                    CHANNEL_OPENED              | FAILED         | away
                    CHANNEL_OPENED              | CHANNEL_CLOSED | caller may go on closed
                    CHANNEL_OPENED DISCONNECTED | CONNECTED      | back
                    CHANNEL_OPENED DISCONNECTED | DISCONNECTED   | -
                    CHANNEL_OPENED DISCONNECTED | FAILED         | -
                    CHANNEL_OPENED DISCONNECTED | CHANNEL_OPENED | -
                    CHANNEL_OPENED DISCONNECTED | CHANNEL_CLOSED | may go on connection-lost
                    CHANNEL_OPENED FAILED       | CONNECTED      | back
                    CHANNEL_OPENED FAILED       | CHANNEL_CLOSED | may go on connection-lost
                    CHANNEL_CLOSED              | CONNECTED      | -
                    CHANNEL_CLOSED              | DISCONNECTED   | -
                    CHANNEL_CLOSED              | FAILED         | -
                    CHANNEL_CLOSED              | CHANNEL_OPENED | -
                    CHANNEL_CLOSED              | CHANNEL_CLOSED | -
                    """)
    void every_event_in_every_state(String before, Event event, String step) {
        for (var earlier : before.isBlank() ? new String[0] : before.split(" ")) {
            tell(Event.valueOf(earlier));
        }
        assertThat(tell(event)).isEqualTo(step == null ? "" : step);
    }

    @Test
    void who_does_not_connect_is_given_up() {
        assertThat(after(ConnectionWatch.TO_CONNECT.minusMillis(1))).isEmpty();
        assertThat(after(Duration.ofMillis(1))).isEqualTo("not-connected");
        assertThat(after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void a_page_may_try_other_ways_until_then() {
        tell(FAILED);
        pass(Duration.ofSeconds(10));
        tell(CONNECTED);
        assertThat(tell(CHANNEL_OPENED)).isEqualTo("put through");
    }

    @Test
    void a_data_channel_that_does_not_open_is_told_from_a_connection_that_is_not_made() {
        pass(Duration.ofSeconds(19));
        tell(CONNECTED);
        assertThat(after(ConnectionWatch.TO_OPEN.minusMillis(1))).isEmpty();
        tell(CONNECTED); // flapping does not buy time
        assertThat(after(Duration.ofMillis(1))).isEqualTo("no-data-channel");
    }

    @Test
    void who_was_lost_has_twenty_seconds_from_the_failure() {
        tell(Event.valueOf(UP));
        tell(DISCONNECTED);
        pass(Duration.ofSeconds(10));
        tell(FAILED);
        assertThat(after(ConnectionWatch.GRACE.minusMillis(1))).isEmpty();
        assertThat(after(Duration.ofMillis(1))).isEqualTo("may go on connection-lost");
    }

    @Test
    void who_is_interrupted_and_never_fails_has_forty() {
        tell(Event.valueOf(UP));
        tell(DISCONNECTED);
        assertThat(after(ConnectionWatch.INTERRUPTED.minusMillis(1))).isEmpty();
        assertThat(after(Duration.ofMillis(1))).isEqualTo("may go on connection-lost");
    }

    @Test
    void who_is_back_is_back_for_good() {
        tell(Event.valueOf(UP));
        tell(DISCONNECTED);
        tell(CONNECTED);
        assertThat(after(Duration.ofHours(2))).isEmpty();
    }

    @Test
    void whatever_happens_there_is_one_end_and_nothing_after_it() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var one = new ConnectionWatch(0);
            long now = 0;
            var steps = new ArrayList<Step>();
            for (int i = 0; i < 40; i++) {
                now += Duration.ofMillis(random.nextInt(8_000)).toNanos();
                one.at(now).ifPresent(steps::add);
                one.on(ALL.get(random.nextInt(ALL.size())), now).ifPresent(steps::add);
            }
            assertThat(steps.stream().filter(Step.End.class::isInstance).count())
                    .isLessThanOrEqualTo(1);
            assertThat(steps.stream().filter(Step.PutThrough.class::isInstance).count())
                    .isLessThanOrEqualTo(1);
            var end = steps.stream().filter(Step.End.class::isInstance).findFirst();
            end.ifPresent(last -> assertThat(steps.getLast()).isEqualTo(last));
            alternate(steps);
        }
    }

    private static void alternate(List<Step> steps) {
        boolean away = false;
        for (var step : steps) {
            if (step instanceof Step.Away(var now)) {
                assertThat(now).isNotEqualTo(away);
                away = now;
            }
        }
    }

    private String tell(Event event) {
        return watch.on(event, nowNanos).map(ConnectionWatchTest::words).orElse("");
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    private String after(Duration time) {
        pass(time);
        return watch.at(nowNanos).map(ConnectionWatchTest::words).orElse("");
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.PutThrough() -> "put through";
            case Step.Away(var away) -> away ? "away" : "back";
            case Step.End(var byCaller, var mayGoOn, var reason) ->
                    (byCaller ? "caller " : "") + (mayGoOn ? "may go on " : "") + reason;
        };
    }
}
