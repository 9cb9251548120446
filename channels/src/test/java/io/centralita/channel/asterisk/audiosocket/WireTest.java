package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.Loopback;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.media.AudioFormat;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The transport over real sockets, against a peer as strict as Asterisk.
final class WireTest {
    private static final MediaRequest REQUEST = new MediaRequest("m1", List.of());
    private static final AriChannel CHANNEL =
            new AriChannel("m1", "", "Up", "", "", "", "", "", "", Map.of());

    private static AudioSocketSettings strangers(AudioSocketSettings settings) {
        return settings.with(new Strangers(true, List.of()));
    }

    private static UnaryOperator<AudioSocketSettings> limits(AudioSocketSettings.Limits limits) {
        return settings -> strangers(settings).with(limits);
    }

    @Test
    void a_prepared_call_talks_both_ways_and_ends_by_our_message() throws Exception {
        try (var rig = new Rig(settings -> settings.with(AudioFormat.PCM_24K))) {
            var prepared = rig.transport.prepare(REQUEST);
            var wanted = prepared.wanted();
            assertThat(wanted.format()).isEqualTo("slin24");
            assertThat(wanted.externalHost()).isEqualTo("127.0.0.1:" + rig.port);
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(UUID.fromString(wanted.data().orElseThrow())));
                var line =
                        prepared.connect(CHANNEL).toCompletableFuture().get(20, TimeUnit.SECONDS);
                var talk = new Talk(line, false);
                talk.say(new short[480 * 5]);
                for (int i = 0; i < 10; i++) {
                    assertThat(peer.next()).isEqualTo("13/960");
                    peer.send(Messages.audio(0x13, 960));
                }
                peer.send(Messages.digit('8'));
                Loopback.awaitThat(() -> talk.spokenFrames() == 10 && talk.digits().equals("8"));
                Loopback.awaitThat(() -> talk.played() == 5);
                line.close("goodbye");
                assertThat(peer.restAndClose()).last().isEqualTo("00/0");
                assertThat(talk.ending()).isEqualTo("us goodbye");
            }
            prepared.close();
            rig.awaitNothingLeft();
            assertThat(rig.counted.all()).isEmpty();
        }
    }

    @Test
    void an_old_asterisk_gets_eight_kilohertz_and_its_digits_come_by_ari() throws Exception {
        try (var rig =
                new Rig(
                        settings -> settings.with(AudioFormat.PCM_24K),
                        AudioSocketAbilities.LEAST,
                        null)) {
            var prepared = rig.transport.prepare(REQUEST);
            assertThat(prepared.wanted().format()).isEqualTo("slin");
            assertThat(prepared.format()).isEqualTo(AudioFormat.PCM_8K);
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(UUID.fromString(prepared.wanted().data().orElseThrow())));
                var line =
                        prepared.connect(CHANNEL).toCompletableFuture().get(20, TimeUnit.SECONDS);
                assertThat(line.tellsDigits()).isFalse();
                assertThat(peer.next()).isEqualTo("10/320");
            }
            rig.awaitNothingLeft();
        }
    }

    @Test
    void what_asterisk_says_of_itself_decides_about_the_next_call() throws Exception {
        try (var rig =
                new Rig(
                        settings -> settings.with(AudioFormat.PCM_24K),
                        AudioSocketAbilities.LEAST,
                        null)) {
            assertThat(formatOfNext(rig)).isEqualTo("slin");
            rig.transport.asteriskIs("22.10.1");
            assertThat(formatOfNext(rig)).isEqualTo("slin24");
            rig.transport.asteriskIs("18.20.0");
            assertThat(formatOfNext(rig)).isEqualTo("slin");
            rig.awaitNothingLeft();
        }
    }

    private static String formatOfNext(Rig rig) throws Exception {
        var prepared = rig.transport.prepare(REQUEST);
        prepared.close();
        return prepared.wanted().format();
    }

    @Test
    void without_a_wish_of_ours_the_rate_is_that_of_the_callers_phone() throws Exception {
        try (var rig = new Rig(settings -> settings)) {
            for (var codec :
                    Map.of("alaw", "slin", "g722", "slin16", "opus", "slin24").entrySet()) {
                var prepared =
                        rig.transport.prepare(
                                new MediaRequest("m1", List.of(codec.getKey(), "ulaw")));
                assertThat(prepared.wanted().format()).isEqualTo(codec.getValue());
                prepared.close();
            }
            assertThat(rig.transport.lines()).isZero();
        }
    }

    /// While audio comes in, a socket that is closed at once is reset, and over that Asterisk hangs
    /// the caller up.
    @Test
    void our_end_is_no_reset_although_the_other_side_goes_on_sending() throws Exception {
        try (var rig = new Rig(WireTest::strangers);
                var peer = new StrictPeer(rig.port)) {
            peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x10, 320)));
            var talk = new Talk(rig.arrival().line(), false);
            peer.next();
            talk.line.close("goodbye");
            while (!peer.next().equals("00/0")) {
                peer.send(Messages.audio(0x10, 320));
            }
            for (int i = 0; i < 20; i++) {
                peer.send(Messages.audio(0x10, 320));
            }
            peer.finish();
            assertThat(peer.rest()).isEmpty();
            rig.awaitNothingLeft();
        }
    }

    @Test
    void a_peer_that_does_not_go_after_our_end_is_left() throws Exception {
        try (var rig = new Rig(WireTest::strangers);
                var peer = new StrictPeer(rig.port)) {
            peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x10, 320)));
            var talk = new Talk(rig.arrival().line(), false);
            talk.line.close("goodbye");
            assertThat(peer.rest()).last().isEqualTo("00/0");
            rig.awaitNothingLeft();
        }
    }

    @Test
    void a_fin_and_a_reset_are_told_apart() throws Exception {
        try (var rig = new Rig(WireTest::strangers)) {
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x12, 640)));
                var talk = new Talk(rig.arrival().line(), false);
                peer.finish();
                assertThat(talk.ending()).isEqualTo("caller fin");
            }
            var peer = new StrictPeer(rig.port);
            peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x12, 640)));
            var talk = new Talk(rig.arrival().line(), false);
            peer.reset();
            assertThat(talk.ending()).startsWith("us ");
            rig.awaitNothingLeft();
        }
    }

    @Test
    void a_peer_that_does_not_read_is_given_up_and_little_waits_for_it() throws Exception {
        var hasty =
                new AudioSocketSettings.Limits(
                        10,
                        10,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofMillis(300));
        try (var rig = new Rig(limits(hasty));
                var peer = new StrictPeer(rig.port, 2_048)) {
            peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x13, 960)));
            var talk = new Talk(rig.arrival().line(), false);
            talk.say(new short[480 * 3_000]);
            assertThat(talk.ending()).isEqualTo("us peer-stalled");
            assertThat(rig.counted.of("socket-full")).isPositive();
            assertThat(rig.counted.of("late-dropped")).isGreaterThan(10);
            assertThat(talk.taken()).as("frames in all queues").isLessThan(150);
            rig.awaitNothingLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void connections_that_do_not_say_who_they_are_are_few_and_short(int room) throws Exception {
        var narrow =
                new AudioSocketSettings.Limits(
                        10,
                        room,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5));
        try (var rig = new Rig(limits(narrow))) {
            var peers = new ArrayList<StrictPeer>();
            for (int i = 0; i <= room; i++) {
                peers.add(new StrictPeer(rig.port));
            }
            for (var peer : peers) {
                assertThat(peer.restAndClose()).containsExactly("00/0");
            }
            assertThat(rig.counted.of("refused nameless-full") + rig.counted.of("refused no-id"))
                    .isEqualTo(room + 1);
            rig.awaitNothingLeft();
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x10, 320)));
                assertThat(rig.arrival().line().format()).isEqualTo(AudioFormat.PCM_8K);
            }
        }
    }

    @Test
    void a_transport_that_closes_ends_what_is_left() throws Exception {
        try (var rig = new Rig(WireTest::strangers);
                var peer = new StrictPeer(rig.port);
                var nameless = new StrictPeer(rig.port)) {
            peer.send(Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x10, 320)));
            var talk = new Talk(rig.arrival().line(), false);
            rig.transport.close();
            assertThat(talk.ending()).isEqualTo("us shutdown");
            peer.rest();
            nameless.rest();
            rig.awaitNothingLeft();
            assertThatThrownBy(() -> rig.transport.prepare(REQUEST))
                    .isInstanceOf(MediaFailure.class)
                    .hasMessage("not-listening");
        }
    }

    @Test
    void one_port_serves_several_event_loops() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var rig =
                new Rig(
                        settings ->
                                strangers(settings)
                                        .at("127.0.0.1", port, "127.0.0.1")
                                        .onLoops(2))) {
            assertThat(rig.port).isEqualTo(port);
            for (int i = 0; i < 4; i++) {
                try (var peer = new StrictPeer(port)) {
                    peer.send(
                            Messages.id(UUID.randomUUID()).appendBuffer(Messages.audio(0x10, 320)));
                    var talk = new Talk(rig.arrival().line(), false);
                    assertThat(peer.next()).isEqualTo("10/320");
                    peer.finish();
                    assertThat(talk.ending()).isEqualTo("caller fin");
                }
            }
            rig.awaitNothingLeft();
        }
    }
}
