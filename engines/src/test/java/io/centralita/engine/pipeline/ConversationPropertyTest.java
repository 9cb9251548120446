package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A million conversations in random order: no request that a server would refuse, no result and no
/// remark lost, nobody who speaks while tools run without an answer.
///
/// A failure names its seed; `-Dledger.seed=…` tells that one conversation line by line,
/// `-Dledger.interleavings=…` runs more or fewer.
class ConversationPropertyTest {
    private static final long MANY = Long.getLong("ledger.interleavings", 1_000_000);
    private static final long ONE = Long.getLong("ledger.seed", -1);

    @Test
    void no_history_is_invalid_in_a_million_interleavings() {
        if (ONE >= 0) {
            var talk = new RandomTalk(ONE, true);
            var faults = talk.run();
            assertThat(faults).as(talk.story()).isEmpty();
            return;
        }
        var requests = new AtomicLong();
        var instant = new AtomicLong();
        var cancelled = new AtomicLong();
        var faults =
                LongStream.range(0, MANY)
                        .parallel()
                        .mapToObj(
                                seed -> {
                                    var talk = new RandomTalk(seed, false);
                                    var found = faults(talk);
                                    requests.addAndGet(talk.requests());
                                    instant.addAndGet(talk.instantAnswers());
                                    cancelled.addAndGet(talk.cancellations());
                                    return found.isEmpty()
                                            ? ""
                                            : "seed " + seed + ": " + found.getFirst();
                                })
                        .filter(fault -> !fault.isEmpty())
                        .limit(20)
                        .toList();
        assertThat(faults).isEmpty();
        // It was about something.
        assertThat(requests.get()).isGreaterThan(2 * MANY);
        assertThat(instant.get()).isGreaterThan(MANY / 2);
        assertThat(cancelled.get()).isGreaterThan(MANY / 20);
    }

    private static List<String> faults(RandomTalk talk) {
        try {
            return talk.run();
        } catch (RuntimeException | AssertionError bug) {
            return List.of("threw " + bug);
        }
    }
}
