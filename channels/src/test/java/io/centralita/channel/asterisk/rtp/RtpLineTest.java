package io.centralita.channel.asterisk.rtp;

import static io.centralita.channel.asterisk.rtp.RtpRig.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.media.G711;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes out, and what becomes of the line.
final class RtpLineTest {
    private static final byte SILENCE = G711.MU_LAW_SILENCE;

    private final RtpRig rig;

    RtpLineTest() throws IOException {
        rig = new RtpRig(RtpCodec.PCMU);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    /// asterisk-measured.md: when we send nothing the phone gets nothing.
    @Test
    void silence_is_sent_at_every_beat_even_before_anybody_opened_the_line() throws IOException {
        try (var other = new RtpRig(RtpCodec.PCMU, false)) {
            other.beats(50);
            var heard = other.peer.heard();
            assertThat(heard).hasSize(50);
            assertThat(heard)
                    .allSatisfy(
                            packet -> {
                                assertThat(packet.payloadType()).isZero();
                                assertThat(packet.payload()).hasSize(160).containsOnly(SILENCE);
                            });
        }
    }

    /// asterisk-measured.md: always 160 bytes and 20 ms, one source, sequence +1, timestamp +160.
    @Test
    void packets_are_of_20_ms_numbered_and_stamped_in_a_row() throws IOException {
        rig.beats(3);
        var first = rig.say(0x11);
        rig.say(0x12);
        rig.beats(5);
        var heard = rig.peer.heard();
        assertThat(heard).hasSize(8);
        for (int i = 1; i < heard.size(); i++) {
            var packet = heard.get(i);
            var before = heard.get(i - 1);
            assertThat(packet.sequence()).isEqualTo((before.sequence() + 1) & 0xFFFF);
            assertThat(packet.timestamp()).isEqualTo(before.timestamp() + 160);
            assertThat(packet.ssrc()).isEqualTo(before.ssrc());
            assertThat(packet.marker()).isFalse();
            assertThat(packet.payload()).hasSize(160);
        }
        assertThat(heard.getFirst().marker()).isTrue();
        assertThat(heard.get(3).payload()).isEqualTo(first.audio());
        assertThat(heard.get(4).payload()).containsOnly((byte) 0x12);
        assertThat(heard.get(5).payload()).containsOnly(SILENCE);
    }

    /// asterisk-measured.md: bursts go straight to the phone, and timestamps that do not count a
    /// pause are seconds late there.
    @Test
    void beats_that_were_missed_are_counted_by_the_timestamps_and_not_made_up_for()
            throws IOException {
        rig.beats(2);
        rig.say(0x21);
        rig.say(0x22);
        rig.beatAfter(205);
        rig.beatAfter(15);
        var heard = rig.peer.heard();
        assertThat(heard).hasSize(4);
        assertThat(heard.get(2).timestamp() - heard.get(1).timestamp()).isEqualTo(10 * 160);
        assertThat(heard.get(2).sequence()).isEqualTo((heard.get(1).sequence() + 1) & 0xFFFF);
        assertThat(heard.get(2).marker()).isTrue();
        assertThat(heard.get(2).payload()).containsOnly((byte) 0x21);
        assertThat(heard.get(3).timestamp() - heard.get(2).timestamp()).isEqualTo(160);
        assertThat(heard.get(3).payload()).containsOnly((byte) 0x22);
    }

    @Test
    void a_beat_that_is_a_little_late_changes_nothing_in_the_timestamps() throws IOException {
        rig.beats(2);
        for (int late : new int[] {26, 14, 29, 11, 20, 28, 12}) {
            rig.beatAfter(late);
        }
        var heard = rig.peer.heard();
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp()).isEqualTo(160);
        }
    }

    @Test
    void a_frame_is_heard_when_it_was_played_behind_the_phones_own_buffer() {
        long sequence = rig.say(0x31).sequence();
        rig.beat();
        rig.beats(2);
        assertThat(rig.leg.played).isEmpty();
        rig.beat();
        assertThat(rig.leg.played).containsExactly(sequence);
        rig.beats(20);
        assertThat(rig.leg.played).containsExactly(sequence);
    }

    @Test
    void what_was_cleared_is_never_reported_as_heard() throws IOException {
        rig.say(0x41);
        rig.say(0x42);
        rig.beats(2);
        rig.line.clear();
        rig.speech.clear();
        rig.beats(10);
        assertThat(rig.leg.played).isEmpty();
        long later = rig.say(0x43).sequence();
        rig.beats(5);
        assertThat(rig.leg.played).containsExactly(later);
        assertThat(rig.peer.heard().get(2).payload()).as("silent at once").containsOnly(SILENCE);
    }

    @Test
    void a_frame_taken_while_clear_is_called_is_not_heard() throws IOException {
        try (var other = new RtpRig(RtpCodec.PCMU, false)) {
            other.line.open(
                    other.leg,
                    () -> {
                        other.line.clear();
                        return other.say(0x51);
                    });
            other.beats(10);
            assertThat(other.peer.heard())
                    .hasSize(10)
                    .allSatisfy(packet -> assertThat(packet.payload()).containsOnly(SILENCE));
            assertThat(other.leg.played).isEmpty();
        }
    }

    @Test
    void a_frame_of_another_length_is_made_up_with_silence_and_counted() throws IOException {
        rig.speech.add(new OutgoingFrame(9, 1, payload(0x61, 100)));
        rig.beat();
        var heard = rig.peer.heard().getFirst();
        assertThat(heard.payload()).hasSize(160).endsWith(SILENCE, SILENCE).startsWith(0x61);
        assertThat(rig.odd("odd-frame")).isEqualTo(1);
    }

    @Test
    void a_line_that_is_closed_tells_it_once_and_sends_no_more() throws IOException {
        rig.beats(2);
        rig.line.close("hung-up");
        rig.line.close("again");
        rig.beats(3);
        assertThat(rig.leg.closed).containsExactly("us/hung-up");
        assertThat(rig.ended).isEqualTo(1);
        assertThat(rig.peer.heard()).hasSize(2);
        assertThat(rig.beatsOn()).isFalse();
    }

    @Test
    void a_socket_that_is_gone_ends_the_line() throws IOException {
        rig.beat();
        rig.breakSocket();
        rig.beat();
        assertThat(rig.leg.closed).containsExactly("us/socket-lost");
        assertThat(rig.ended).isEqualTo(1);
    }

    @Test
    void a_call_that_fails_ends_its_line_and_no_other() throws IOException {
        try (var other = new RtpRig(RtpCodec.PCMU, false)) {
            other.line.open(
                    other.leg,
                    () -> {
                        throw new IllegalStateException("a test's fault");
                    });
            other.beats(3);
            assertThat(other.leg.closed).containsExactly("us/fault");
        }
    }

    @Test
    void what_cannot_be_sent_costs_a_packet_and_not_the_call() throws IOException {
        var socket = DatagramChannel.open();
        try (socket) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var nowhere = new InetSocketAddress(InetAddress.ofLiteral("255.255.255.255"), 9);
            var odd = new ArrayList<String>();
            var sender =
                    new RtpSender(
                            "media-2",
                            socket,
                            nowhere,
                            RtpCodec.PCMU,
                            new Random(1),
                            new ChannelMetrics() {
                                @Override
                                public void oddity(String channel, String kind) {
                                    odd.add(channel + "/" + kind);
                                }
                            });
            sender.send(0, null);
            sender.send(1, null);
            assertThat(odd).isEqualTo(List.of("rtp/send-failed", "rtp/send-failed"));
            assertThat(sender.packets()).isZero();
        }
    }

    @Test
    void a_line_is_opened_once() {
        assertThatIllegalStateException().isThrownBy(rig::open);
    }

    @Test
    void nothing_is_taken_ahead_and_digits_come_by_ari() {
        assertThat(rig.line.takesAhead()).isFalse();
        assertThat(rig.line.tellsDigits()).isFalse();
        rig.say(0x71);
        rig.say(0x72);
        rig.line.speechWaits();
        assertThat(rig.speech).hasSize(2);
        rig.beat();
        assertThat(rig.speech).hasSize(1);
    }

    @Test
    void silence_of_each_codec_is_its_own() throws IOException {
        try (var alaw = new RtpRig(RtpCodec.PCMA);
                var wide = new RtpRig(RtpCodec.G722)) {
            alaw.beats(2);
            wide.beats(2);
            assertThat(alaw.peer.heard())
                    .allSatisfy(
                            packet -> {
                                assertThat(packet.payloadType()).isEqualTo(8);
                                assertThat(packet.payload()).containsOnly((byte) 0xD5);
                            });
            var heard = wide.peer.heard();
            assertThat(heard.getFirst().payloadType()).isEqualTo(9);
            assertThat(HexFormat.of().formatHex(heard.getFirst().payload(), 0, 4))
                    .as("a G.722 encoder's silence")
                    .isEqualTo("fafafafa");
            assertThat(heard.get(1).timestamp() - heard.get(0).timestamp()).isEqualTo(160);
        }
    }
}
