package io.centralita.channel.asterisk.rtp;

import static io.centralita.channel.asterisk.rtp.RtpRig.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.centralita.media.g722.G722Decoder;
import io.centralita.media.g722.G722Encoder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the caller says, from Asterisk's packets to the leg.
final class RtpHearingTest {
    private final RtpRig rig;
    private int sent;

    RtpHearingTest() throws IOException {
        rig = new RtpRig(RtpCodec.PCMU);
        rig.beat();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    /// Regular packets, each of nothing but its number.
    private void regular(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            rig.peer.send(0, sent, 160 * sent, payload(sent, 160));
            sent++;
            rig.beat();
        }
    }

    private List<Integer> heard() {
        return rig.leg.audio.stream().map(frame -> (int) frame[0]).toList();
    }

    /// The codec of the phone is kept: not one byte is changed on the way.
    @Test
    void audio_that_comes_in_full_is_handed_on_byte_by_byte() throws IOException {
        var spoken = new ArrayList<byte[]>();
        for (int i = 0; i < 50; i++) {
            var payload = new byte[160];
            for (int k = 0; k < 160; k++) {
                payload[k] = (byte) (7 * i + 3 * k);
            }
            spoken.add(payload);
            rig.peer.send(0, 46_835 + i, 160 + 160 * i, payload);
            rig.beat();
        }
        rig.beats(3);
        var audio = rig.leg.audio;
        var first = audio.stream().filter(frame -> Arrays.equals(frame, spoken.getFirst()));
        assertThat(first).hasSize(1);
        int begins = indexOf(audio, spoken.getFirst());
        assertThat(begins).as("20 ms frames of delay").isBetween(1, 3);
        for (int i = 0; i < spoken.size(); i++) {
            assertThat(audio.get(begins + i)).isEqualTo(spoken.get(i));
        }
        assertThat(rig.leg.lost).isZero();
    }

    private static int indexOf(List<byte[]> frames, byte[] frame) {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), frame)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void every_beat_is_one_frame_of_its_own_once_a_caller_was_heard() throws IOException {
        rig.beats(10);
        assertThat(rig.leg.audio).isEmpty();
        regular(10);
        rig.beats(90);
        assertThat(rig.leg.audio).hasSize(100);
        var arrays = Collections.newSetFromMap(new IdentityHashMap<byte[], Boolean>());
        arrays.addAll(rig.leg.audio);
        assertThat(arrays).hasSize(100);
        assertThat(rig.leg.audio).allSatisfy(frame -> assertThat(frame).hasSize(160));
        assertThat(rig.leg.audio.getLast()).containsOnly(G711.MU_LAW_SILENCE);
    }

    /// captures/asterisk/rtp/gateway-hold.csv, and any caller who says nothing for long.
    @Test
    void a_caller_on_hold_is_silent_and_not_gone() throws IOException {
        regular(20);
        rig.beats(50 * 600);
        assertThat(rig.leg.closed).isEmpty();
        assertThat(rig.leg.lost).isZero();
        assertThat(rig.leg.audio.getLast()).containsOnly(G711.MU_LAW_SILENCE);
        rig.leg.audio.clear();
        for (int i = 0; i < 10; i++) {
            rig.peer.send(0, 20 + i, 160 * (20 + 30_000 + i), payload(40 + i, 160));
            rig.beat();
        }
        rig.beats(3);
        assertThat(heard()).containsSequence(41, 42, 43, 44, 45, 46, 47, 48, 49);
        assertThat(rig.leg.lost).isZero();
    }

    @Test
    void audio_from_elsewhere_is_counted_and_dropped() throws IOException {
        regular(5);
        try (var stranger = new RtpPeer(rig.address())) {
            for (int i = 0; i < 5; i++) {
                stranger.send(0, sent + i, 160 * (sent + i), payload(99, 160));
            }
            regular(20);
        }
        assertThat(heard()).doesNotContain(99);
        assertThat(rig.odd("stranger")).isEqualTo(5);
        assertThat(rig.leg.lost).isZero();
    }

    @Test
    void what_is_no_audio_is_counted_and_dropped() throws IOException {
        regular(5);
        rig.peer.sendRaw(new byte[0]);
        rig.peer.sendRaw(HexFormat.of().parseHex("80c80006000000010000000200000003"));
        rig.peer.sendRaw(payload(0x80, 3_000));
        rig.peer.send(101, sent, 160 * sent, payload(1, 4));
        rig.peer.send(13, sent, 160 * sent, payload(1, 1));
        regular(20);
        assertThat(rig.odd("malformed") + rig.odd("payload-type")).isEqualTo(5);
        assertThat(rig.odd("payload-type")).isGreaterThanOrEqualTo(2);
        assertThat(rig.leg.lost).isZero();
        assertThat(rig.leg.closed).isEmpty();
    }

    @Test
    void lost_packets_are_filled_in_softly_and_told() throws IOException {
        var tone = Tones.sine(440, -15, Duration.ofSeconds(1), 8_000);
        var codes = G711.encodeMuLaw(tone);
        for (int i = 0; i < 50; i++) {
            if (i != 20 && i != 21 && i != 35) {
                rig.peer.send(0, i, 160 * i, Arrays.copyOfRange(codes, 160 * i, 160 * i + 160));
            }
            rig.beat();
        }
        rig.beats(3);
        assertThat(rig.leg.lost).isEqualTo(3);
        var levels =
                rig.leg.audio.subList(10, 45).stream()
                        .map(frame -> Levels.rmsDbfs(G711.decodeMuLaw(frame)))
                        .toList();
        assertThat(levels).allSatisfy(level -> assertThat(level).isBetween(-21.0, -13.0));
    }

    @Test
    void packets_that_overtake_each_other_are_put_in_order() throws IOException {
        regular(10);
        for (int i = 10; i < 30; i += 2) {
            rig.peer.send(0, i + 1, 160 * (i + 1), payload(i + 1, 160));
            rig.peer.send(0, i, 160 * i, payload(i, 160));
            rig.peer.send(0, i, 160 * i, payload(i, 160));
            rig.beats(2);
        }
        assertThat(heard()).containsSequence(10, 11, 12, 13, 14, 15, 16, 17, 18);
        assertThat(rig.odd("duplicate")).isEqualTo(10);
        assertThat(rig.leg.lost).isZero();
    }

    /// gateway-dtmf.csv: 362 ms without a packet, 22 sequence numbers, 2880 ticks.
    @Test
    void while_a_key_is_pressed_there_is_silence_and_no_loss() throws IOException {
        regular(20);
        rig.beats(17);
        for (int i = 0; i < 20; i++) {
            rig.peer.send(0, 41 + i, 160 * (37 + i), payload(60 + i, 160));
            rig.beat();
        }
        assertThat(heard()).containsSequence(60, 61, 62, 63);
        assertThat(rig.leg.lost).isZero();
    }

    /// phone-gateway-changes-ssrc.csv, and a recorder that comes into the bridge.
    @Test
    void a_new_source_is_heard_at_once() throws IOException {
        regular(20);
        for (int i = 0; i < 20; i++) {
            rig.peer.send(0, 500 + i, 99_000 + 160 * i, 77, payload(60 + i, 160));
            rig.beat();
        }
        assertThat(heard()).containsSequence(18, 19, 60, 61, 62);
        assertThat(rig.leg.lost).isZero();
    }

    @Test
    void of_beats_that_were_missed_the_caller_is_heard_nevertheless() throws IOException {
        regular(20);
        for (int i = 0; i < 5; i++) {
            rig.peer.send(0, sent, 160 * sent, payload(sent, 160));
            sent++;
        }
        rig.beatAfter(100);
        regular(20);
        assertThat(rig.leg.audio).hasSize(45);
        assertThat(heard()).containsSequence(18, 19, 20, 21, 22, 23, 24, 25, 26);
    }

    @Test
    void a_flood_does_not_keep_the_beat() throws IOException {
        regular(2);
        for (int i = 0; i < 150; i++) {
            rig.peer.sendRaw(payload(1, 20));
        }
        rig.beat();
        assertThat(rig.odd("malformed")).as("of one beat").isEqualTo(100);
        rig.beat();
        assertThat(rig.odd("malformed")).isEqualTo(150);
    }

    @Test
    void what_comes_before_anybody_listens_is_kept_for_two_seconds() throws IOException {
        try (var early = new RtpRig(RtpCodec.PCMU, false)) {
            for (int i = 0; i < 127; i++) {
                early.peer.send(0, i, 160 * i, payload(i, 160));
                early.beat();
            }
            early.open();
            assertThat(early.leg.audio).hasSize(100);
            assertThat(early.odd("early-dropped")).isEqualTo(27);
            early.beat();
            assertThat(early.leg.audio).hasSize(101);
        }
    }

    @Test
    void a_law_stays_a_law() throws IOException {
        try (var alaw = new RtpRig(RtpCodec.PCMA)) {
            assertThat(alaw.line.format()).isEqualTo(AudioFormat.PCMA_8K);
            for (int i = 0; i < 10; i++) {
                alaw.peer.send(8, i, 160 * i, payload(i, 160));
                alaw.beat();
            }
            alaw.beats(20);
            assertThat(alaw.leg.audio).anySatisfy(frame -> assertThat(frame).containsOnly(5));
            assertThat(alaw.leg.audio.getLast()).containsOnly((byte) 0xD5);
        }
    }

    @Test
    void g722_is_heard_in_full_width() throws IOException {
        var tone = Tones.sine(5_000, -15, Duration.ofSeconds(1), 16_000);
        var codes = new byte[8_000];
        new G722Encoder().encode(tone, 0, tone.length, codes, 0);
        try (var wide = new RtpRig(RtpCodec.G722)) {
            assertThat(wide.line.format()).isEqualTo(AudioFormat.PCM_16K);
            for (int i = 0; i < 50; i++) {
                if (i != 30) {
                    wide.peer.send(
                            9, i, 160 * i, Arrays.copyOfRange(codes, 160 * i, 160 * i + 160));
                }
                wide.beat();
            }
            for (var frame : wide.leg.audio.subList(10, 45)) {
                assertThat(frame).hasSize(640);
                assertThat(Levels.rmsDbfs(Pcm.samples(frame))).isBetween(-24.0, -13.0);
            }
            assertThat(wide.leg.lost).isEqualTo(1);
            wide.beats(20);
            assertThat(wide.leg.audio.getLast()).containsOnly(0);
        }
    }

    @Test
    void g722_goes_out_in_full_width() throws IOException {
        var tone = Tones.sine(5_000, -15, Duration.ofSeconds(1), 16_000);
        try (var wide = new RtpRig(RtpCodec.G722)) {
            var decoder = new G722Decoder();
            for (int i = 0; i < 50; i++) {
                var frame = Pcm.bytes(tone, 320 * i, 320);
                wide.speech.add(new OutgoingFrame(i, 1, frame));
                wide.beat();
            }
            var heard = new short[320];
            for (var packet : wide.peer.heard()) {
                assertThat(packet.payload()).hasSize(160);
                decoder.decode(packet.payload(), 0, 160, heard, 0);
            }
            assertThat(Levels.rmsDbfs(heard)).isBetween(-17.0, -13.0);
        }
    }
}
