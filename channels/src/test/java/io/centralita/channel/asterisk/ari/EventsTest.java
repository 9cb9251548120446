package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.phone.Story;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The connection of events that we open, over a real network.
final class EventsTest {
    private static String extension(AriEvent.StasisStart start) {
        return start.arguments().getFirst();
    }

    @Test
    void a_cut_connection_is_back_and_what_was_missed_can_be_asked() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            var phone = rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            rig.asterisk.loseEvents(Duration.ofMillis(300));
            rig.next(AriEvent.Disconnected.class);
            phone.hangUp();
            assertThat(rig.next(AriEvent.Connected.class).lost()).isPresent();
            assertThat(rig.ari.channel(caller)).isEmpty();
            rig.asterisk.call(Call.to("601"));
            assertThat(extension(rig.next(AriEvent.StasisStart.class))).isEqualTo("601");
            assertThat(rig.counted.of("events lost")).isEqualTo(1);
            assertThat(rig.counted.of("events unreachable")).isPositive();
        }
    }

    @Test
    void a_closed_connection_is_back_too() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            rig.asterisk.closeEvents(1000);
            rig.next(AriEvent.Disconnected.class);
            rig.next(AriEvent.Connected.class);
        }
    }

    @Test
    void a_connection_that_is_dead_without_a_word_is_noticed() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            rig.asterisk.freezeEvents();
            rig.next(AriEvent.Disconnected.class);
            rig.next(AriEvent.Connected.class);
            rig.asterisk.call(Call.to("600"));
            rig.next(AriEvent.StasisStart.class);
        }
    }

    @Test
    void who_is_replaced_is_quiet_and_comes_back_only_by_a_new_start() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            rig.asterisk.replaceApplication(Settings.APPLICATION);
            rig.next(AriEvent.Replaced.class);
            AriRig.until(() -> rig.asterisk.openConnections() == 0);
            assertThat(rig.events.status().state()).isEqualTo(State.REPLACED);
            // The other one still has it.
            rig.asterisk.call(Call.to("600")).answered().get(10, TimeUnit.SECONDS);
            assertThat(rig.counted.of("events connected")).isEqualTo(1);
        }
    }

    /// Two processes of ours with one name: the later one has it, also after a loss of its own.
    @Test
    void two_of_one_name_do_not_fight() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            var counted = new Counted();
            var other =
                    ConnectingEvents.of(AriRig.VERTX, rig.settings, rig.ari, Time.SYSTEM, counted);
            other.start();
            rig.next(AriEvent.Replaced.class);
            AriRig.until(() -> other.status().state() == State.CONNECTED);
            for (int losses = 2; losses <= 4; losses++) {
                int connections = losses;
                rig.asterisk.loseEvents(Duration.ofMillis(50));
                AriRig.until(() -> counted.of("events connected") == connections);
            }
            rig.asterisk.call(Call.to("600")).answered().get(10, TimeUnit.SECONDS);
            other.close();
            assertThat(counted.of("events replaced")).isZero();
            assertThat(rig.counted.of("events connected")).isEqualTo(1);
            assertThat(rig.counted.of("events replaced")).isEqualTo(1);
            assertThat(
                            rig.asterisk.told().stream()
                                    .map(event -> event.path("type").asText())
                                    .filter("ApplicationReplaced"::equals))
                    .hasSize(1);
        }
    }

    @Test
    void a_restart_of_asterisk_is_survived() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            var phone = rig.asterisk.call(Call.to("600"));
            rig.next(AriEvent.StasisStart.class);
            var back = rig.asterisk.restart(Duration.ofMillis(300));
            assertThat(rig.next(AriEvent.HangupRequest.class).cause()).isEqualTo(4);
            rig.next(AriEvent.StasisEnd.class);
            rig.next(AriEvent.Disconnected.class);
            assertThat(phone.ended().get(10, TimeUnit.SECONDS)).isInstanceOf(Story.HungUp.class);
            back.get(10, TimeUnit.SECONDS);
            rig.next(AriEvent.Connected.class);
            assertThat(rig.ari.channels()).isEmpty();
            rig.asterisk.call(Call.to("602"));
            assertThat(extension(rig.next(AriEvent.StasisStart.class))).isEqualTo("602");
        }
    }

    @Test
    void a_consumer_that_does_not_read_holds_nobody_up() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var stuck = new CountDownLatch(1);
            var waits =
                    rig.events.subscribe(
                            _ -> {
                                try {
                                    stuck.await();
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            rig.listen();
            for (int i = 0; i < 300; i++) { // some 30 events each
                rig.asterisk.call(Call.to("600"));
                var caller = rig.next(AriEvent.StasisStart.class).channel().id();
                for (int n = 0; n < 15; n++) {
                    rig.ari.setVariable(caller, "N" + n, "x");
                }
                rig.ari.hangUp(caller, 16);
                rig.next(AriEvent.StasisEnd.class);
            }
            assertThat(rig.counted.of("oddity events-overflow")).isPositive();
            assertThat(rig.counted.of("events lost")).isZero();
            stuck.countDown();
            waits.close();
        }
    }

    @Test
    void a_handshake_that_is_refused_or_never_answered_is_tried_again() throws Exception {
        try (var rig =
                new AriRig(
                        Settings.DEFAULT.withPlan(
                                Plan.once("events", ".*", new Misbehaviour.Refuse(401))
                                        .and("events", ".*", 1, new Misbehaviour.Refuse(503))
                                        .and("events", ".*", 1, new Misbehaviour.Reset())
                                        .and("events", ".*", 1, new Misbehaviour.Hang())))) {
            rig.listen(); // after the five seconds that a handshake may take
            assertThat(rig.counted.all())
                    .containsSubsequence(
                            "events credentials",
                            "events refused",
                            "events unreachable",
                            "events unreachable",
                            "events connected");
        }
    }

    @Test
    void whether_nobody_listens_is_only_believed_where_asterisk_knows_nothing() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var vacancy = new Vacancy.Asked(rig.ari, VertxAriLoop.of(AriRig.VERTX, Time.SYSTEM));
            assertThat(isFree(vacancy)).isTrue();
            rig.asterisk.plan(Plan.every(new Misbehaviour.Refuse(503)));
            assertThat(isFree(vacancy)).isFalse();
            rig.asterisk.plan(Plan.NONE);
            rig.listen();
            assertThat(isFree(vacancy)).isFalse();
            rig.asterisk.call(Call.to("600"));
            rig.next(AriEvent.StasisStart.class);
            rig.events.close();
            // Nobody listens, but there is somebody in it.
            assertThat(isFree(vacancy)).isFalse();
        }
    }

    private static boolean isFree(Vacancy vacancy) throws Exception {
        var answer = new CompletableFuture<Boolean>();
        vacancy.ask(answer::complete);
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void nothing_is_left_open_at_the_end() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT);
                var logs = new CapturedLogs()) {
            rig.listen();
            var subscription = rig.events.subscribe();
            rig.ari.info();
            assertThat(rig.asterisk.openConnections()).isEqualTo(2);
            rig.events.close();
            rig.ari.close();
            AriRig.until(() -> rig.asterisk.openConnections() == 0);
            assertThat(subscription.take()).contains(new AriEvent.Connected(Optional.empty()));
            assertThat(subscription.take()).isEmpty();
            assertThat(rig.events.status().state()).isEqualTo(State.CLOSED);
            assertThat(AriRig.reason(rig.ari::info)).isEqualTo(new AriFailure.Reason.Unreachable());
            assertThat(logs.all()).doesNotContain(Settings.PASSWORD);
        }
    }
}
