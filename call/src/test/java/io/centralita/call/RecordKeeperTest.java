package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.record.CallReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordKeeperTest {
    private static final long HALF_SECOND = Duration.ofMillis(500).toNanos();

    private final List<CallReport> saved = new ArrayList<>();
    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "scripted",
                    VirtualTime.START,
                    0);
    private long frames;
    private final RecordKeeper keeper =
            new RecordKeeper(
                    new InMemoryRecords() {
                        @Override
                        public void save(CallReport report) {
                            saved.add(report);
                        }
                    },
                    () -> journal.report(new CallReport.Audio(frames, 0, 0, 0)));

    @Test
    void what_the_caller_said_is_saved_at_once() {
        journal.transcript().callerSaid("hola", 0);
        keeper.note(new CallEvent.FromEngine(new EngineEvent.CallerSaid("hola"), 0), 0);
        keeper.at(0);
        assertThat(saved).hasSize(1);
        assertThat(saved.getFirst().turns().getFirst().text()).isEqualTo("hola");
        assertThat(keeper.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void everything_else_is_saved_half_a_second_after_the_first_of_it() {
        keeper.save(0);
        journal.answered(3);
        keeper.note(new CallEvent.UtteranceOpened(1), 3);
        keeper.note(new CallEvent.UtteranceOpened(2), HALF_SECOND);
        assertThat(keeper.deadline()).isEqualTo(3 + HALF_SECOND);
        keeper.at(2 + HALF_SECOND);
        assertThat(saved).hasSize(1);
        keeper.at(3 + HALF_SECOND);
        assertThat(saved).hasSize(2);
        assertThat(keeper.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_flood_of_facts_is_not_a_flood_of_writes() {
        for (int ms = 0; ms < 1_000; ms++) {
            var now = Duration.ofMillis(ms).toNanos();
            journal.transcript().callerSaid("x", now);
            keeper.note(new CallEvent.FromEngine(new EngineEvent.CallerSaid("x"), now), now);
            keeper.at(now);
        }
        assertThat(saved).hasSize(20);
        assertThat(keeper.deadline()).isLessThan(Duration.ofSeconds(1).toNanos() + 1);
    }

    @Test
    void what_did_not_change_is_not_saved_again_however_many_frames_went_by() {
        keeper.save(0);
        frames = 500;
        keeper.note(new CallEvent.PlayoutEnded(1, Duration.ZERO), 0);
        keeper.note(new CallEvent.UtteranceOpened(2), 0);
        keeper.at(HALF_SECOND);
        assertThat(saved).hasSize(1);
    }
}
