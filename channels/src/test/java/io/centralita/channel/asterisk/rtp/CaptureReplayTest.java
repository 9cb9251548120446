package io.centralita.channel.asterisk.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a real Asterisk sent is heard in full, however it came, and nothing of it is taken for a
/// loss.
final class CaptureReplayTest {
    private static final long BEAT_NANOS = 20_000_000;
    private static final int TAIL = 10;
    private static final int APPLICATION_PORT = 40_000;

    /// A packet on its way.
    private record Arriving(long nanos, ByteBuffer datagram) {}

    @ParameterizedTest
    @CsvSource({
        "gateway-ulaw-local, ulaw",
        "gateway-ulaw-sip, ulaw",
        "gateway-ulaw-registered-phone, ulaw",
        "gateway-alaw-local, alaw",
        "gateway-hold, ulaw",
        "gateway-caller-stops-sending, ulaw",
        "gateway-dtmf, ulaw",
        "gateway-softmix-recording, ulaw",
        "gateway-events-websocket-closed, ulaw",
        "phone-gap-2s-timestamps-continue, ulaw",
        "phone-gap-2s-timestamps-jump, ulaw",
        "phone-gateway-timestamps-constant, ulaw",
        "phone-gateway-changes-ssrc, ulaw",
        "phone-gateway-sends-10ms, ulaw",
        "phone-gateway-sends-60ms, ulaw",
        "phone-gateway-sends-100ms, ulaw"
    })
    void all_that_was_said_is_heard_in_its_order(String capture, String codec) throws IOException {
        var packets = CapturedStream.read(capture);
        var expected = new ArrayList<Byte>();
        var arriving = new ArrayList<Arriving>();
        for (var packet : packets) {
            expected.add(CapturedStream.content(arriving.size()));
            arriving.add(new Arriving(packet.nanos(), packet.datagram(arriving.size())));
        }
        for (int phaseMs = 0; phaseMs < 20; phaseMs += 5) {
            var stream = IncomingStream.of(codec, RtpSettings.Delay.DEFAULT);
            var heard = bytes(play(stream, arriving, phaseMs));
            assertThat(heard).as("beats at %d ms", phaseMs).containsSubsequence(expected);
            assertThat(stream.lost()).isZero();
            assertThat(stream.late()).isZero();
            assertThat(stream.packets()).isEqualTo(packets.size());
        }
    }

    @Test
    void g722_is_heard_in_full() throws IOException {
        var packets = CapturedStream.read("gateway-g722-local");
        var arriving = new ArrayList<Arriving>();
        for (var packet : packets) {
            arriving.add(new Arriving(packet.nanos(), packet.datagram(arriving.size())));
        }
        var stream = IncomingStream.of("g722", RtpSettings.Delay.DEFAULT);
        var heard = play(stream, arriving, 3);
        assertThat(heard.length % 640).isZero();
        assertThat(stream.packets()).isEqualTo(packets.size());
        assertThat(stream.lost() + stream.late()).isZero();
    }

    /// Real bytes: two seconds of a caller's μ-law.
    @Test
    void what_was_on_the_wire_is_what_is_heard() throws IOException {
        var arriving = captured("sip-and-rtp-ulaw-echo-both-legs");
        assertThat(arriving).hasSize(85);
        var stream = IncomingStream.of("ulaw", RtpSettings.Delay.DEFAULT);
        var heard = HexFormat.of().formatHex(play(stream, arriving, 0));
        var payloads = new ByteArrayOutputStream();
        long until = arriving.getFirst().nanos() + 1_000_000_000L;
        for (var one : arriving) {
            if (one.nanos() < until) {
                payloads.write(one.datagram().array(), 12, 160);
            }
        }
        assertThat(heard).contains(HexFormat.of().formatHex(payloads.toByteArray()));
    }

    private static byte[] play(IncomingStream stream, List<Arriving> arriving, int phaseMs) {
        var heard = new ByteArrayOutputStream();
        long first = arriving.getFirst().nanos() + phaseMs * 1_000_000L;
        long last = arriving.getLast().nanos() + TAIL * BEAT_NANOS;
        int next = 0;
        for (long now = first; now < last; now += BEAT_NANOS) {
            while (next < arriving.size() && arriving.get(next).nanos() <= now) {
                assertThat(stream.take(arriving.get(next).datagram().duplicate(), now))
                        .as("packet %d", next)
                        .isNull();
                next++;
            }
            heard.writeBytes(stream.pull(now));
            stream.takeLost();
        }
        return heard.toByteArray();
    }

    private static List<Byte> bytes(byte[] audio) {
        var bytes = new ArrayList<Byte>(audio.length);
        for (byte one : audio) {
            bytes.add(one);
        }
        return bytes;
    }

    /// UDP to the application out of a libpcap file (Ethernet, IPv4).
    private static List<Arriving> captured(String name) throws IOException {
        var arriving = new ArrayList<Arriving>();
        try (var in =
                Objects.requireNonNull(
                        CaptureReplayTest.class.getResourceAsStream(
                                "/asterisk/rtp/" + name + ".pcap"))) {
            var file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            file.position(24);
            while (file.hasRemaining()) {
                long nanos = file.getInt() * 1_000_000_000L + file.getInt() * 1_000L;
                int length = file.getInt();
                file.getInt();
                var packet = file.slice(file.position(), length).order(ByteOrder.BIG_ENDIAN);
                file.position(file.position() + length);
                if (packet.get(23) == 17 && packet.getShort(36) == (short) APPLICATION_PORT) {
                    var bytes = new byte[length - 42];
                    packet.get(42, bytes);
                    arriving.add(new Arriving(nanos, ByteBuffer.wrap(bytes)));
                }
            }
        }
        return arriving;
    }
}
