package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.rtp.Conditions;
import io.centralita.fake.asterisk.rtp.Network;
import io.centralita.fake.asterisk.rtp.RtpPacket;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The RTP facts of asterisk-measured.md, one after the other.
final class RtpTest {
    private static final String US = "127.0.0.1:40000";
    private static final String OTHER = "127.0.0.1:40002";
    private static final int SSRC = 0x11223344;

    private final Lab lab = Lab.connected();

    private Lab.Bridged bridged(Phone phone, String format) {
        return lab.bridge(phone, "external_host=" + US + "&format=" + format);
    }

    private FarEnds.Packets rtp() {
        return lab.farEnds.rtp.getLast();
    }

    private static RtpPacket packet(int number, int payloadType, int bytes) {
        return new RtpPacket(
                number == 0,
                payloadType,
                1_000 + number,
                50_000 + 160L * number,
                SSRC,
                new byte[bytes]);
    }

    private void stream(int from, int to, String source) {
        for (int i = from; i < to; i++) {
            rtp().reply(packet(i, 0, 160), source);
            lab.timeline.advanceMs(20);
        }
    }

    @Test
    void asterisk_sends_first_once_both_are_bridged_without_a_marker() {
        var phone = lab.call("100");
        assertThat(lab.farEnds.rtp).isEmpty();
        bridged(phone, "ulaw");
        lab.timeline.advanceMs(100);
        var sent = rtp().sent;
        assertThat(sent).hasSizeBetween(5, 6);
        assertThat(sent).noneMatch(RtpPacket::marker);
        assertThat(sent).extracting(RtpPacket::ssrc).containsOnly(sent.getFirst().ssrc());
        assertThat(sent.get(1).sequence()).isEqualTo((sent.get(0).sequence() + 1) & 0xFFFF);
        assertThat(sent.get(1).timestamp() - sent.get(0).timestamp()).isEqualTo(160);
        assertThat(rtp().atNanos.get(1) - rtp().atNanos.get(0)).isEqualTo(20_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "ulaw, 0, 160",
        "alaw, 8, 160",
        "g722, 9, 160",
        "slin, 10, 320",
        "slin16, 118, 640",
        "slin24, 123, 960",
        "slin48, 126, 1920",
        "slin192, 96, 7680"
    })
    void each_format_has_its_payload_type_and_size(String format, int type, int bytes) {
        bridged(lab.call("100"), format);
        lab.timeline.advanceMs(60);
        assertThat(rtp().sent)
                .isNotEmpty()
                .allMatch(packet -> packet.payloadType() == type)
                .allMatch(packet -> packet.payload().length == bytes);
    }

    @Test
    void linear_audio_is_big_endian() {
        var phone = lab.call("100");
        phone.say(new Recording(8_000, Tones.sine(400, -6, Duration.ofMillis(500), 8_000)));
        bridged(phone, "slin");
        lab.timeline.advanceMs(200);
        var payload = rtp().sent.getLast().payload();
        int jumps = 0;
        for (int i = 2; i < payload.length; i += 2) {
            int before = (short) (payload[i - 2] << 8 | (payload[i - 1] & 0xFF));
            int now = (short) (payload[i] << 8 | (payload[i + 1] & 0xFF));
            jumps += Math.abs(now - before) > 8_000 ? 1 : 0;
        }
        assertThat(jumps).isZero();
    }

    @Test
    void a_local_caller_sends_nothing_while_it_is_silent() {
        var phone = lab.call("100", Format.ULAW, false);
        bridged(phone, "ulaw");
        lab.timeline.advanceMs(500);
        assertThat(rtp().sent).isEmpty();
        phone.say(new Recording(8_000, Tones.sine(400, -6, Duration.ofMillis(100), 8_000)));
        lab.timeline.advanceMs(500);
        assertThat(rtp().sent).hasSize(5);
        assertThat(rtp().sent.getFirst().timestamp()).isEqualTo(160);
    }

    @Test
    void a_key_is_a_gap_with_a_jump_of_the_sequence() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        lab.timeline.advanceMs(100);
        phone.press('1', 120);
        lab.timeline.advanceMs(400);
        assertThat(jump(rtp().sent)).isGreaterThan(6);
        assertThat(rtp().sent).allMatch(packet -> packet.payloadType() == 0);
        assertThat(lab.last("ChannelDtmfReceived").path("digit").asText()).isEqualTo("1");
    }

    private static int jump(List<RtpPacket> packets) {
        int largest = 0;
        for (int i = 1; i < packets.size(); i++) {
            int step = packets.get(i).sequence() - packets.get(i - 1).sequence() & 0xFFFF;
            largest = Math.max(largest, step);
        }
        return largest;
    }

    @Test
    void after_a_hold_the_sequence_goes_on_and_the_timestamp_has_the_gap() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        lab.timeline.advanceMs(100);
        phone.hold(true);
        lab.timeline.advanceMs(20);
        int before = rtp().sent.size();
        lab.timeline.advanceMs(1_480);
        assertThat(rtp().sent).hasSize(before);
        phone.hold(false);
        lab.timeline.advanceMs(60);
        var last = rtp().sent.get(before - 1);
        var next = rtp().sent.get(before);
        assertThat(next.sequence() - last.sequence() & 0xFFFF).isEqualTo(1);
        assertThat(next.timestamp() - last.timestamp()).isBetween(11_500L, 12_500L);
        assertThat(next.marker()).isFalse();
    }

    @Test
    void bursts_and_sizes_and_timestamps_go_straight_through() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        for (int i = 0; i < 150; i++) {
            rtp().reply(packet(i, 0, 160), US);
        }
        rtp().reply(packet(200, 0, 800), US);
        var heard = phone.ear().heard().packets();
        assertThat(heard).hasSize(151);
        assertThat(heard.get(149).atNanos()).isEqualTo(heard.get(0).atNanos());
        assertThat(heard.get(1).timestamp()).isEqualTo(50_160);
        assertThat(heard.getLast().payload()).hasSize(800);
        assertThat(heard.getLast().sequence() - heard.get(149).sequence() & 0xFFFF).isEqualTo(51);
    }

    @Test
    void when_we_send_nothing_the_phone_hears_nothing() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        stream(0, 10, US);
        lab.timeline.advanceMs(2_000);
        assertThat(phone.ear().heard().packets()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"0, 160", "8, 160", "9, 160", "10, 320", "11, 320"})
    void static_types_are_taken_whatever_the_format(int type, int bytes) {
        var phone = lab.call("100");
        bridged(phone, "slin16");
        rtp().reply(packet(0, type, bytes), US);
        assertThat(phone.ear().heard().packets()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 101, 118, 123, 126})
    void dynamic_types_are_dropped_without_a_word(int type) {
        var phone = lab.call("100");
        bridged(phone, "slin16");
        rtp().reply(packet(0, type, 640), US);
        assertThat(phone.ear().heard().packets()).isEmpty();
        assertThat(lab.types()).doesNotContain("ChannelDtmfReceived");
    }

    @Test
    void another_source_port_is_taken_after_four_packets() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        stream(0, 10, US);
        stream(10, 20, OTHER);
        var heard = phone.ear().heard().packets();
        assertThat(heard).hasSize(16);
        assertThat(heard.get(10).sequence() - heard.get(9).sequence() & 0xFFFF).isEqualTo(5);
        assertThat(heard.get(10).timestamp() - heard.get(9).timestamp()).isEqualTo(800);
    }

    @Test
    void a_stranger_that_sends_now_and_then_is_not_heard() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        for (int i = 0; i < 40; i++) {
            rtp().reply(packet(i, 0, 160), US);
            rtp().reply(packet(7_000 + i, 0, 160), OTHER);
        }
        assertThat(phone.ear().heard().packets()).hasSize(40);
    }

    @Test
    void a_new_ssrc_is_passed_on_with_a_marker() {
        var phone = lab.call("100");
        bridged(phone, "ulaw");
        stream(0, 5, US);
        rtp().reply(new RtpPacket(false, 0, 9, 776, 0x55, new byte[160]), US);
        var heard = phone.ear().heard().packets();
        assertThat(heard.get(5).marker()).isTrue();
        assertThat(heard.get(5).ssrc()).isNotEqualTo(heard.get(4).ssrc());
        assertThat(heard.get(5).timestamp()).isEqualTo(776);
    }

    @Test
    void nothing_flows_before_the_answer() {
        var phone = lab.call("101");
        bridged(phone, "ulaw");
        stream(0, 5, US);
        assertThat(rtp().sent).isEmpty();
        assertThat(phone.ear().heard().packets()).isEmpty();
        lab.request(
                "POST",
                "channels/"
                        + lab.events.getFirst().path("channel").path("id").asText()
                        + "/answer");
        stream(5, 10, US);
        assertThat(rtp().sent).isNotEmpty();
        assertThat(phone.ear().heard().packets()).hasSize(5);
    }

    @Test
    void audio_before_the_bridge_is_lost() {
        var phone = lab.call("100");
        lab.request(
                "POST",
                "channels/externalMedia?app=" + Lab.APP + "&external_host=" + US + "&format=ulaw");
        stream(0, 20, US);
        assertThat(phone.ear().heard().packets()).isEmpty();
    }

    @Test
    void a_recorder_makes_a_grid_with_silence_and_cuts_bursts() {
        var phone = lab.call("100");
        var call = bridged(phone, "ulaw");
        lab.request("POST", "bridges/" + call.bridge() + "/record?name=r&format=wav");
        lab.timeline.advanceMs(100);
        phone.mute(true);
        int before = rtp().sent.size();
        lab.timeline.advanceMs(1_000);
        assertThat(rtp().sent.size() - before).isBetween(49, 51);

        int heard = phone.ear().heard().packets().size();
        var loud = new byte[160];
        for (int i = 0; i < 150; i++) {
            rtp().reply(new RtpPacket(false, 0, 1_000 + i, 160L * i, SSRC, loud), US);
        }
        lab.timeline.advanceMs(1_000);
        var after = phone.ear().heard().packets().subList(heard, heard + 50);
        var loudPackets =
                after.stream()
                        .filter(packet -> Math.abs(packet.payload()[80] & 0x7F) < 0x40)
                        .count();
        assertThat(loudPackets).isBetween(4L, 6L);
    }

    @Test
    void the_network_is_as_bad_as_it_is_told_and_the_same_for_the_same_seed() {
        var bad = Conditions.losing(0.05).withJitter(Duration.ofMillis(30)).reordering(0.02);
        assertThat(arrivals(bad, 1)).hasSizeBetween(900, 985).isEqualTo(arrivals(bad, 1));
        assertThat(arrivals(bad, 1)).isNotEqualTo(arrivals(bad, 2)).isNotEqualTo(sorted(bad));
        assertThat(arrivals(Conditions.PERFECT, 1)).hasSize(1_000).isSorted();
        assertThat(arrivals(Conditions.PERFECT.duplicating(0.1), 1)).hasSizeBetween(1_050, 1_160);
    }

    private static List<Integer> sorted(Conditions conditions) {
        return arrivals(conditions, 1).stream().sorted().toList();
    }

    private static List<Integer> arrivals(Conditions conditions, long seed) {
        var timeline = new VirtualTimeline();
        var arrived = new ArrayList<Integer>();
        var network =
                new Network(
                        () -> conditions,
                        timeline,
                        seed,
                        bytes -> arrived.add(RtpPacket.parse(bytes).orElseThrow().sequence()));
        for (int i = 0; i < 1_000; i++) {
            network.send(packet(i, 0, 160).bytes());
            timeline.advanceMs(20);
        }
        timeline.advanceMs(100);
        return arrived;
    }
}
