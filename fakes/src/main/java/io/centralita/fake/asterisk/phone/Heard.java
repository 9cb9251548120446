package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// What a phone has heard so far.
///
/// @param sinceNanos when the call was answered
/// @param packets in order of arrival
/// @param forgotten packets that were too many
public record Heard(Format format, long sinceNanos, List<HeardPacket> packets, int forgotten) {
    private static final long MILLI = 1_000_000;

    public Heard {
        packets = List.copyOf(packets);
    }

    /// As it sounded: each packet when it came, or after the one before where that was not over.
    public Recording recording() {
        var decoder = new Samples(format);
        var samples = new short[0];
        int end = 0;
        for (var packet : packets) {
            var more = decoder.decode(packet.payload());
            int from = Math.max(end, position(packet));
            samples = Arrays.copyOf(samples, from + more.length);
            System.arraycopy(more, 0, samples, from, more.length);
            end = from + more.length;
        }
        return new Recording(format.rateHz(), samples);
    }

    private int position(HeardPacket packet) {
        long nanos = Math.max(0, packet.atNanos() - sinceNanos);
        return (int) (nanos * format.rateHz() / 1_000_000_000L);
    }

    /// When the first packet came that was louder than this.
    public OptionalLong firstAboveNanos(double dbfs) {
        return packets.stream()
                .filter(packet -> packet.dbfs() > dbfs)
                .mapToLong(HeardPacket::atNanos)
                .findFirst();
    }

    /// When the last one came that was louder than this.
    public OptionalLong lastAboveNanos(double dbfs) {
        return packets.reversed().stream()
                .filter(packet -> packet.dbfs() > dbfs)
                .mapToLong(HeardPacket::atNanos)
                .findFirst();
    }

    /// The longest time between two packets.
    public Duration longestGap() {
        long longest = 0;
        for (int i = 1; i < packets.size(); i++) {
            longest = Math.max(longest, packets.get(i).atNanos() - packets.get(i - 1).atNanos());
        }
        return Duration.ofNanos(longest);
    }

    /// Time since the answer.
    public long sinceAnswerMs(long atNanos) {
        return (atNanos - sinceNanos) / MILLI;
    }
}
