package io.centralita.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.centralita.media.rtp.RtpPacket.Refusal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RtpPacketTest {
    private final RtpPacket packet = new RtpPacket();

    @Test
    void a_packet_as_asterisk_sends_it() {
        assertThat(packet.read(hex("80 00 b6f3 000000a0 10fb289a ff fe 7f"))).isNull();
        assertThat(packet.payloadType()).isZero();
        assertThat(packet.marker()).isFalse();
        assertThat(packet.sequence()).isEqualTo(0xB6F3);
        assertThat(packet.timestamp()).isEqualTo(160);
        assertThat(packet.ssrc()).isEqualTo(0x10FB289A);
        assertThat(packet.payloadOffset()).isEqualTo(12);
        assertThat(packet.payloadLength()).isEqualTo(3);
    }

    @Test
    void contributors_extension_and_padding_are_no_audio() {
        var datagram =
                hex(
                        "b2 89 ffff 80000000 00000001 11111111 22222222"
                                + " bede 0001 01020304 aabbcc 00 00 03");
        assertThat(packet.read(datagram)).isNull();
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(9);
        assertThat(packet.payloadOffset()).isEqualTo(28);
        assertThat(packet.payloadLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED",
        "80 00 0001 00000000 000000, TRUNCATED",
        "40 00 0001 00000000 00000001 ff, VERSION",
        "c0 00 0001 00000000 00000001 ff, VERSION",
        "80 00 0001 00000000 00000001, EMPTY",
        "82 00 0001 00000000 00000001 11111111, TRUNCATED",
        "90 00 0001 00000000 00000001 be, TRUNCATED",
        "90 00 0001 00000000 00000001 bede 0002 01020304, TRUNCATED",
        "90 00 0001 00000000 00000001 bede 0001 01020304, EMPTY",
        "a0 00 0001 00000000 00000001, PADDING",
        "a0 00 0001 00000000 00000001 ff00, PADDING",
        "a0 00 0001 00000000 00000001 ff03, PADDING",
        "a0 00 0001 00000000 00000001 0002, EMPTY",
        "80 c8 0006 00000001 00000002 00000003, RTCP",
        "81 c9 0007 00000001 00000002 00000003, RTCP"
    })
    void what_is_no_packet_is_refused_for_a_reason(String datagram, Refusal refusal) {
        assertThat(packet.read(hex(datagram))).isEqualTo(refusal);
    }

    @Property(tries = 2_000)
    void any_datagram_is_a_packet_within_its_bounds_or_refused(
            @ForAll @Size(max = 64) byte[] datagram) {
        var read = new RtpPacket();
        if (read.read(ByteBuffer.wrap(datagram)) == null) {
            assertThat(read.payloadLength()).isPositive();
            assertThat(read.payloadOffset() + read.payloadLength())
                    .isLessThanOrEqualTo(datagram.length);
        }
    }

    @Test
    void what_lies_around_a_datagram_is_not_read() {
        var datagram = hex("dead 80 00 0001 000000a0 00000001 ff beef");
        datagram.position(2).limit(15);
        assertThat(packet.read(datagram)).isNull();
        assertThat(packet.payloadOffset()).isEqualTo(14);
        assertThat(packet.payloadLength()).isEqualTo(1);
        assertThat(datagram.position()).isEqualTo(2);
    }

    @Test
    void a_stream_begins_anywhere_and_goes_on_from_there_across_the_wrap() {
        var stream = new RtpStream(8, new Random(3));
        int firstSequence = -1;
        int firstTimestamp = 0;
        for (int i = 0; i < 70_000; i++) {
            var out = ByteBuffer.allocate(13);
            stream.writeHeader(out, 160L * i, i == 0);
            assertThat(packet.read(out.put((byte) 1).flip())).isNull();
            if (i == 0) {
                firstSequence = packet.sequence();
                firstTimestamp = packet.timestamp();
                assertThat(firstSequence).isNotZero();
                assertThat(firstTimestamp).isNotZero();
            }
            assertThat(packet.sequence()).isEqualTo((firstSequence + i) & 0xFFFF);
            assertThat(packet.timestamp()).isEqualTo(firstTimestamp + 160 * i);
            assertThat(packet.ssrc()).isEqualTo(stream.ssrc());
            assertThat(packet.payloadType()).isEqualTo(8);
            assertThat(packet.marker()).isEqualTo(i == 0);
        }
    }

    @Test
    void a_payload_type_has_seven_bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RtpStream(128, new Random(1)));
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
    }
}
