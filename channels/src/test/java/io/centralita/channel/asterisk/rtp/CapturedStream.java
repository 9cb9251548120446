package io.centralita.channel.asterisk.rtp;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a real Asterisk sent, from `asterisk/rtp/*.csv`: headers and times, with payloads made up,
/// each of nothing but [#content]. Lines that stand for several packets are told apart again.
final class CapturedStream {
    private static final String RUN = "more in of the same kind";

    private CapturedStream() {}

    record Packet(
            long nanos,
            boolean marker,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc,
            int length) {
        ByteBuffer datagram(int number) {
            var datagram = ByteBuffer.allocate(12 + length);
            datagram.put((byte) 0x80).put((byte) (payloadType | (marker ? 0x80 : 0)));
            datagram.putShort((short) sequence).putInt(timestamp).putInt(ssrc);
            while (datagram.hasRemaining()) {
                datagram.put(content(number));
            }
            return datagram.flip();
        }

        /// The next one of a run: as far on as this one was from the one before it.
        private Packet next(Packet before) {
            int ticks = timestamp - before.timestamp;
            return new Packet(
                    nanos + length * 125_000L,
                    false,
                    payloadType,
                    (sequence + 1) & 0xFFFF,
                    timestamp + ticks,
                    ssrc,
                    length);
        }
    }

    /// Neither silence nor like its neighbours.
    static byte content(int number) {
        return (byte) (1 + number % 100);
    }

    static List<Packet> read(String name) throws IOException {
        var packets = new ArrayList<Packet>();
        try (var in =
                Objects.requireNonNull(
                        CapturedStream.class.getResourceAsStream(
                                "/asterisk/rtp/" + name + ".csv"))) {
            for (var line : new InputStreamReader(in, StandardCharsets.UTF_8).readAllLines()) {
                if (line.startsWith("#")) {
                    repeat(line, packets);
                } else if (line.contains(",in,")) {
                    packets.add(packet(line.split(",", -1)));
                }
            }
        }
        return packets;
    }

    private static void repeat(String line, List<Packet> packets) {
        if (line.contains(RUN)) {
            int count = Integer.parseInt(line.split(" ", -1)[1]);
            for (int i = 0; i < count; i++) {
                packets.add(packets.getLast().next(packets.get(packets.size() - 2)));
            }
        }
    }

    private static Packet packet(String[] field) {
        return new Packet(
                Math.round(Double.parseDouble(field[0]) * 1e6),
                field[2].equals("1"),
                Integer.parseInt(field[3]),
                Integer.parseInt(field[4]),
                Integer.parseUnsignedInt(field[5]),
                Integer.parseUnsignedInt(field[6], 16),
                Integer.parseInt(field[7]));
    }
}
