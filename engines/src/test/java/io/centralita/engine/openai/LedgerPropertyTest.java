package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A million conversations in random order: no protocol error, no lost result, no doubled answer.
///
/// A failure names its seed; `-Dledger.seed=…` tells that one conversation line by line,
/// `-Dledger.interleavings=…` runs more or fewer.
class LedgerPropertyTest {
    private static final long MANY = Long.getLong("ledger.interleavings", 1_000_000);
    private static final long ONE = Long.getLong("ledger.seed", -1);

    @Test
    void the_books_are_right_in_a_million_interleavings() {
        if (ONE >= 0) {
            var interleaving = new Interleaving(ONE, true);
            var faults = interleaving.run();
            assertThat(faults).as(interleaving.story()).isEmpty();
            return;
        }
        var done = new AtomicLong();
        var faults =
                LongStream.range(0, MANY)
                        .parallel()
                        .mapToObj(
                                seed -> {
                                    done.incrementAndGet();
                                    var found = faults(seed);
                                    return found.isEmpty()
                                            ? ""
                                            : "seed " + seed + ": " + found.getFirst();
                                })
                        .filter(fault -> !fault.isEmpty())
                        .limit(20)
                        .toList();
        assertThat(faults).isEmpty();
        assertThat(done.get()).isEqualTo(MANY);
    }

    private static List<String> faults(long seed) {
        try {
            return new Interleaving(seed, false).run();
        } catch (RuntimeException | AssertionError bug) {
            return List.of("threw " + bug);
        }
    }
}
