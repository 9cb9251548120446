package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A leg in virtual time, against a peer that plays as Twilio does.
final class TwilioLegTest {
    private static final TwilioSettings.Limits LIMITS = TwilioSettings.Limits.DEFAULT;

    private final VirtualNanos time = new VirtualNanos();
    private final Peer peer = new Peer();
    private final List<String> reports = new ArrayList<>();
    private final ArrayDeque<OutgoingFrame> outgoing = new ArrayDeque<>();
    private final PacingClock clock =
            new PacingClock(time, (delayMs, action) -> {}, ChannelMetrics.NONE);
    private int whenEndedCalls;
    private long sequence;
    private boolean loopIsBusy;
    private final TwilioLeg leg =
            new TwilioLeg(
                    new LegInfo("twilio", "CA01", "", "", Map.of()),
                    "MZ01",
                    peer,
                    task -> {
                        if (!loopIsBusy) {
                            task.run();
                        }
                    },
                    clock,
                    time,
                    LIMITS,
                    ChannelMetrics.NONE,
                    _ -> {},
                    () -> whenEndedCalls++,
                    LegTraits.NONE);

    @Property(tries = 60)
    void twilio_never_has_more_than_the_limit_and_never_runs_dry(
            @ForAll @IntRange(max = 120) int latencyMs, @ForAll @IntRange(max = 19) int peerPhase) {
        new TwilioLegTest().talkFourSeconds(latencyMs, peerPhase); // One leg for each try.
    }

    private void talkFourSeconds(int latencyMs, int peerPhase) {
        open();
        say(200);
        var toPeer = new Line(latencyMs);
        var toLeg = new Line(latencyMs);
        int most = 0;
        int dry = 0;
        for (int t = 0; t < 4_800; t++) {
            toPeer.due(t).forEach(peer::receive);
            if (t % 20 == peerPhase) {
                for (String mark : peer.reached()) {
                    toLeg.put(t, mark);
                }
                if (!peer.play() && peer.begun && peer.playedFrames < 200) {
                    dry++;
                }
            }
            toLeg.due(t).forEach(leg::markReached);
            if (t % 20 == 0) {
                leg.heardFrom();
                leg.tick(time.nanoTime());
            }
            for (String message : peer.sent) {
                toPeer.put(t, message);
            }
            peer.sent.clear();
            most = Math.max(most, peer.bufferedFrames());
            time.advanceMs(1);
        }
        assertThat(most).isLessThanOrEqualTo(15);
        assertThat(dry).isZero();
        assertThat(peer.playedFrames).isEqualTo(200);
        assertThat(reports).last().isEqualTo("played 200");
    }

    @Example
    void a_mark_follows_every_100_ms_and_the_end_of_what_is_said() {
        open();
        say(7);
        leg.tick(time.nanoTime());
        assertThat(peer.sent.stream().filter(m -> m.startsWith("0.")))
                .containsExactly("0.5.100000000", "0.7.140000000");
        leg.markReached("0.5.100000000");
        assertThat(reports).containsExactly("played 5");
    }

    @Example
    void the_beginning_of_speech_does_not_wait_for_the_beat() {
        open();
        leg.tick(time.nanoTime());
        time.advanceMs(3);
        say(20);
        leg.speechWaits();
        assertThat(peer.sent.stream().filter("media"::equals)).hasSize(15);
    }

    @Example
    void mark_that_returns_after_clear_was_not_played() {
        open();
        say(10);
        leg.tick(time.nanoTime());
        leg.markReached("0.5.100000000");
        leg.clear();
        leg.markReached("0.10.200000000");
        say(5);
        time.advanceMs(20);
        leg.tick(time.nanoTime());
        leg.markReached("1.15.100000000");
        assertThat(reports).containsExactly("played 5", "played 15");
        assertThat(peer.sent.stream().filter("clear"::equals)).hasSize(1);
        assertThat(peer.sent.indexOf("clear")).isLessThan(peer.sent.indexOf("1.15.100000000"));
    }

    @Example
    void what_is_taken_while_clear_is_called_is_dropped() {
        leg.open(
                listener(),
                () -> {
                    if (sequence == 3 && !loopIsBusy) {
                        loopIsBusy = true; // As when another thread clears.
                        leg.clear();
                    }
                    return sequence == 6 ? null : new OutgoingFrame(++sequence, 1, new byte[160]);
                });
        leg.tick(time.nanoTime());
        assertThat(peer.sent)
                .containsExactly(
                        "media", "media", "media", "clear", "media", "media", "1.6.40000000");
    }

    @Example
    void mark_names_nobody_gave_say_nothing() {
        open();
        say(5);
        leg.tick(time.nanoTime());
        for (String name :
                List.of("", "x", "0.5", "0..5", "0.5.x", "0.9.900000000", "7.5.1", "-")) {
            leg.markReached(name);
        }
        assertThat(reports).isEmpty();
    }

    @Example
    void full_socket_stops_the_taking_and_ends_the_call_after_a_while() {
        open();
        say(100);
        peer.full = true;
        leg.tick(time.nanoTime());
        assertThat(outgoing).hasSize(100);
        time.advanceMs(LIMITS.stallTimeout().toMillis());
        leg.heardFrom();
        leg.tick(time.nanoTime());
        assertThat(reports).isEmpty();
        time.advanceMs(20);
        leg.tick(time.nanoTime());
        assertEnded("closed false peer-stalled");
        assertThat(peer.sent).containsExactly("close 1008 peer-stalled");
    }

    @Example
    void socket_that_recovers_goes_on() {
        open();
        say(3);
        peer.full = true;
        leg.tick(time.nanoTime());
        peer.full = false;
        time.advanceMs(LIMITS.stallTimeout().toMillis() + 20);
        leg.heardFrom();
        leg.tick(time.nanoTime());
        assertThat(peer.sent).hasSize(4);
        assertThat(reports).isEmpty();
    }

    @Example
    void peer_that_sends_nothing_any_more_is_given_up() {
        open();
        time.advanceMs(LIMITS.peerSilence().toMillis() + 1);
        leg.tick(time.nanoTime());
        assertEnded("closed false peer-silent");
    }

    @Example
    void closing_twice_ends_once() {
        open();
        leg.close(new CallEnd(CallEnd.By.ASSISTANT, "goodbye"));
        leg.close(new CallEnd(CallEnd.By.SWITCHBOARD, "shutdown"));
        leg.ended(true, "stop");
        assertEnded("closed false goodbye");
        assertThat(peer.sent).containsExactly("close 1000 goodbye");
    }

    @Example
    void what_comes_before_the_listener_waits_for_it_in_order() {
        leg.audio(Base64.getEncoder().encode(new byte[160]), 160);
        leg.digit('7');
        leg.ended(true, "stop");
        open();
        assertThat(reports).containsExactly("audio", "digit 7", "closed true stop");
        assertThat(clock.size()).isZero();
    }

    @Example
    void fault_of_the_outgoing_audio_ends_the_call() {
        leg.open(
                listener(),
                () -> {
                    throw new IllegalStateException("a fault of the call");
                });
        leg.tick(time.nanoTime());
        assertEnded("closed false fault");
    }

    private void assertEnded(String report) {
        assertThat(reports).containsExactly(report);
        assertThat(clock.size()).isZero();
        assertThat(whenEndedCalls).isEqualTo(1);
    }

    private void open() {
        leg.open(listener(), outgoing::poll);
    }

    private void say(int frames) {
        for (int i = 0; i < frames; i++) {
            outgoing.add(new OutgoingFrame(++sequence, 1, new byte[160]));
        }
    }

    private LegListener listener() {
        return new LegListener() {
            @Override
            public void audio(byte[] frame) {
                reports.add("audio");
            }

            @Override
            public void played(long played) {
                reports.add("played " + played);
            }

            @Override
            public void digit(char digit) {
                reports.add("digit " + digit);
            }

            @Override
            public void asks(Ask ask) {
                reports.add("asks " + ask);
            }

            @Override
            public void lost(int frames) {
                reports.add("lost " + frames);
            }

            @Override
            public void closed(boolean byCaller, String detail) {
                reports.add("closed " + byCaller + " " + detail);
            }
        };
    }

    /// A network that takes its time and keeps the order.
    private static final class Line {
        private final int latencyMs;
        private final ArrayDeque<Map.Entry<Integer, String>> under = new ArrayDeque<>();

        Line(int latencyMs) {
            this.latencyMs = latencyMs;
        }

        void put(int t, String message) {
            under.add(Map.entry(t + latencyMs, message));
        }

        List<String> due(int t) {
            var arrived = new ArrayList<String>();
            while (!under.isEmpty() && under.element().getKey() <= t) {
                arrived.add(under.remove().getValue());
            }
            return arrived;
        }
    }

    /// Notes what is sent, `media` or a mark's name or `clear`, and plays it in slots of 20 ms.
    private static final class Peer implements StreamSocket {
        private final List<String> sent = new ArrayList<>();
        private final ArrayDeque<String> buffer = new ArrayDeque<>();
        private boolean full;
        private boolean begun;
        private int playedFrames;

        @Override
        public void write(byte[] utf8, int length) {
            var message = new String(utf8, 0, length, UTF_8);
            if (message.contains("\"event\":\"mark\"")) {
                int from = message.indexOf("\"name\":\"") + 8;
                sent.add(message.substring(from, message.length() - 3));
            } else {
                sent.add(message.contains("\"clear\"") ? "clear" : "media");
            }
        }

        @Override
        public void flush() {}

        void receive(String message) {
            buffer.add(message);
        }

        List<String> reached() {
            var marks = new ArrayList<String>();
            while (!buffer.isEmpty() && !buffer.element().equals("media")) {
                marks.add(buffer.remove());
            }
            return marks;
        }

        boolean play() {
            boolean playing = !buffer.isEmpty();
            if (playing) {
                buffer.remove();
                begun = true;
                playedFrames++;
            }
            return playing;
        }

        int bufferedFrames() {
            return (int) buffer.stream().filter("media"::equals).count();
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void close(int code, String reason) {
            sent.add("close " + code + " " + reason);
        }
    }
}
