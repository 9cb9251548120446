package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.realtime.Rights;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One call in time that stands still: what is done about its connection, and that nothing is left.
class PeerCallTest {
    private final VirtualNanos time = new VirtualNanos();
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final ArrayDeque<Runnable> timers = new ArrayDeque<>();
    private final List<Leg> accepted = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final FakePeers peers = new FakePeers();
    private final PacingClock clock =
            new PacingClock(time, (delay, action) -> timers.add(action), ChannelMetrics.NONE);
    private final PeerCall call;
    private final FakePeers.End end;
    private int withdrawn;

    PeerCallTest() throws Exception {
        var metrics =
                new ChannelMetrics() {
                    @Override
                    public void event(String channel, String what, String how) {
                        events.add(what + " " + how);
                    }
                };
        call =
                new PeerCall(
                        new LegInfo("webrtc", "rtc_1", "", "web:default", Map.of()),
                        new PeerCall.House(
                                RealtimeSettings.local("m"), accepted::add, time, metrics),
                        loop::add);
        end = (FakePeers.End) peers.answer(FakePeers.OFFER, loop::add, call);
        call.begin(
                end,
                TrackOpening.ofPage(Rights.PAGE, "m", Duration.ofMillis(600), Optional.empty()),
                clock,
                () -> withdrawn++);
        run();
    }

    private void run() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    private void pass(Duration length) {
        for (long ms = 0; ms < length.toMillis(); ms += 20) {
            time.advanceMs(20);
            var due = new ArrayList<>(timers);
            timers.clear();
            due.forEach(Runnable::run);
            run();
        }
    }

    private void assertNothingLeft(String reason) {
        assertThat(events.getLast()).isEqualTo("call " + reason);
        pass(Duration.ofMillis(300));
        assertThat(end.closed).isTrue();
        assertThat(clock.size()).isZero();
        assertThat(call.over().toCompletableFuture()).isDone();
    }

    @Test
    void the_caller_is_on_the_line_when_the_channel_opens_and_not_before() {
        end.state(PeerState.CONNECTED);
        pass(Duration.ofSeconds(1));
        assertThat(accepted).isEmpty();
        end.connect();
        run();
        assertThat(accepted).hasSize(1);
        assertThat(end.texts).hasSize(1);
        pass(Duration.ofMillis(200));
        assertThat(end.audio).hasSize(10); // a frame a beat, silence included
    }

    @Test
    void who_never_connects_is_given_up_with_all_that_was_prepared() {
        pass(ConnectionWatch.TO_CONNECT.plusMillis(20));
        assertThat(withdrawn).isEqualTo(1);
        assertThat(Remedies.of("not-connected").orElseThrow())
                .contains("WEBRTC_PORTS", "TURN_URLS");
        assertThat(call.said().toCompletableFuture().join()).isEmpty();
        assertNothingLeft("not-connected");
    }

    @Test
    void a_channel_that_never_opens_has_another_remedy() {
        end.state(PeerState.CONNECTED);
        pass(ConnectionWatch.TO_OPEN.plusMillis(20));
        assertThat(Remedies.of("no-data-channel").orElseThrow()).contains("oai-events");
        assertNothingLeft("no-data-channel");
    }

    @Test
    void who_is_lost_and_does_not_come_back_may_go_on_elsewhere() {
        end.connect();
        run();
        end.state(PeerState.FAILED);
        pass(ConnectionWatch.GRACE.plusMillis(20));
        assertThat(call.over().toCompletableFuture().join().mayGoOn()).isTrue();
        assertNothingLeft("connection-lost");
    }

    @Test
    void an_end_of_ours_leaves_the_page_the_time_to_be_told() {
        end.connect();
        run();
        accepted.getFirst().close(new CallEnd(CallEnd.By.ASSISTANT, "farewell"));
        run();
        assertThat(end.closed).isFalse();
        var how = call.over().toCompletableFuture().join();
        assertThat(how).isEqualTo(new OfferAnswerer.Over(false, "assistant", "farewell"));
        assertNothingLeft("farewell");
    }

    @Test
    void whatever_comes_after_the_end_is_passed_over() {
        end.connect();
        run();
        call.end(true, "hung-up");
        run();
        end.says("{'type': 'response.create'}");
        end.speak(4);
        end.state(PeerState.FAILED);
        end.closeChannel();
        end.tell(to -> to.closed(PeerEnd.BROKEN));
        call.end(false, "again");
        run();
        assertThat(events.stream().filter(event -> event.startsWith("call "))).hasSize(1);
        assertNothingLeft("hung-up");
    }

    @Test
    void a_connection_that_is_away_and_back_is_told_once_each() {
        end.connect();
        run();
        end.state(PeerState.DISCONNECTED);
        end.state(PeerState.FAILED);
        run();
        pass(Duration.ofSeconds(10));
        end.state(PeerState.CONNECTED);
        run();
        pass(Duration.ofMinutes(2));
        assertThat(events).containsExactly("connection made", "connection lost", "connection back");
        assertThat(end.closed).isFalse();
    }
}
