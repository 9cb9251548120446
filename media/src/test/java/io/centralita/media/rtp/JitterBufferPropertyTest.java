package io.centralita.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class JitterBufferPropertyTest {
    private static final long MS = 1_000_000;
    private static final long BEAT = 20 * MS;
    private static final int PACKETS = 400;
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(120);

    private record Sent(int number, long arrivesNanos) {}

    @Property(tries = 300)
    void whatever_the_network_does_audio_is_in_order_never_doubled_and_its_delay_bounded(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int lossPercent,
            @ForAll @IntRange(max = 30) int doubledPercent,
            @ForAll @IntRange(max = 100) int jitterMs,
            @ForAll @IntRange(max = 19) int phaseMs,
            @ForAll @IntRange(max = 65_535) int firstSequence,
            @ForAll int firstTimestamp) {
        var network = network(new Random(seed), lossPercent, doubledPercent, jitterMs);
        var buffer =
                new JitterBuffer(SHORTEST, LONGEST, (payload, offset, length) -> seed % 2 == 0);
        var heard = new HeardPackets();
        var source = new PacketSource();
        int next = 0;
        int kept = 0;
        for (long now = phaseMs * MS; now < (PACKETS + 60) * BEAT; now += BEAT) {
            while (next < network.size() && network.get(next).arrivesNanos() <= now) {
                var sent = network.get(next++);
                int number = sent.number();
                source.make(
                        1,
                        (firstSequence + number) & 0xFFFF,
                        firstTimestamp + 160 * number,
                        160,
                        number);
                if (buffer.put(source.packet, source.datagram, sent.arrivesNanos())
                        == Arrival.KEPT) {
                    kept++;
                }
            }
            int before = heard.numbers.size();
            heard.beat(buffer, now);
            for (int number : heard.numbers.subList(before, heard.numbers.size())) {
                assertThat(now - number * BEAT).isLessThan((120 + 20 + 20 + jitterMs) * MS);
                assertThat(now - number * BEAT).isNotNegative();
            }
        }
        assertThat(heard.numbers).isSorted().doesNotHaveDuplicates();
        long skipped = buffer.skipped().toMillis() / 20;
        assertThat(heard.numbers.size() + skipped).as("kept is heard or left out").isEqualTo(kept);
        if (!heard.numbers.isEmpty()) {
            int span = heard.numbers.getLast() - heard.numbers.getFirst() + 1;
            assertThat(heard.numbers.size() + heard.lost + skipped)
                    .as("all is heard, lost or left out")
                    .isGreaterThanOrEqualTo(span);
        }
    }

    @Property(tries = 300)
    void any_packets_at_all_leave_every_beat_whole_and_nothing_heard_twice(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int sources) {
        var random = new Random(seed);
        var buffer = new JitterBuffer(SHORTEST, LONGEST, (payload, offset, length) -> true);
        var heard = new HeardPackets();
        var source = new PacketSource();
        long now = random.nextLong();
        for (int number = 0; number < 1_000; number++) {
            source.make(
                    random.nextInt(sources),
                    random.nextInt(10) == 0 ? random.nextInt(65_536) : number,
                    random.nextInt(10) == 0 ? random.nextInt() : 160 * number,
                    4 + random.nextInt(random.nextInt(20) == 0 ? 1_400 : 200),
                    number);
            buffer.put(source.packet, source.datagram, now);
            if (random.nextInt(5) != 0) {
                now += BEAT;
                heard.beat(buffer, now);
                assertThat(buffer.waiting()).isLessThanOrEqualTo(PacketStore.CAPACITY);
            }
        }
        assertThat(heard.numbers).doesNotHaveDuplicates();
    }

    private static List<Sent> network(Random random, int loss, int doubled, int jitterMs) {
        var network = new ArrayList<Sent>();
        for (int number = 0; number < PACKETS; number++) {
            if (random.nextInt(100) < loss) {
                continue;
            }
            int copies = random.nextInt(100) < doubled ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                network.add(new Sent(number, number * BEAT + random.nextLong(jitterMs * MS + 1)));
            }
        }
        network.sort(Comparator.comparingLong(Sent::arrivesNanos));
        return network;
    }
}
