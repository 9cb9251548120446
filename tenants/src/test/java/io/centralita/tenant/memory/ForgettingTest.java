package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ForgettingTest {
    private static final CallerNumber ANA = new CallerNumber(Calls.ANA);

    private final TestDatabase fresh;

    private MemoryRig rig;

    ForgettingTest(DatabaseKind kind) {
        fresh = kind.fresh();
    }

    @BeforeEach
    void open() {
        rig = new MemoryRig(fresh.settings(), null);
    }

    @AfterEach
    void close() {
        rig.close();
        fresh.close();
    }

    private CallerMemories.Forgotten forget(AfterForgetting after) throws InterruptedException {
        return rig.memories.forget("default", ANA, after);
    }

    @Test
    void a_forgotten_caller_is_a_stranger_and_is_remembered_from_the_next_call_on()
            throws Exception {
        rig.ended(
                Calls.ended("CA1", Calls.ANA, rig.ago(20), "Me llamo Ana"),
                Calls.ended("CA2", Calls.LUIS, rig.ago(10), "Me llamo Luis"));
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(forget(AfterForgetting.AS_BEFORE).calls()).isEqualTo(1);
        assertThat(rig.known(Calls.ANA)).isEmpty();
        assertThat(rig.memories.find("default", ANA)).isEmpty();
        assertThat(rig.known(Calls.LUIS)).isPresent();

        rig.time.advance(Duration.ofMinutes(1));
        rig.ended(Calls.ended("CA3", Calls.ANA, rig.time.now(), "hola"));
        assertThat(rig.known(Calls.ANA).orElseThrow().calls()).isEqualTo(1);
        assertThat(rig.known(Calls.ANA).orElseThrow().name()).isNull();
    }

    @Test
    void the_call_in_which_it_was_asked_for_is_not_remembered_either() throws Exception {
        var call = Calls.open("CA1", Calls.ANA, rig.ago(2), "Olvida mis datos");
        rig.records.save(call);
        forget(AfterForgetting.AS_BEFORE);
        rig.time.advance(Duration.ofMinutes(1));
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(3), "Olvida mis datos", "Me llamo Ana"));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        var record = rig.records.find("CA1").orElseThrow();
        assertThat(record.from()).isEmpty();
        assertThat(record.turns()).isNotEmpty().allMatch(turn -> turn.text().isEmpty());
    }

    @Test
    void who_wants_nothing_kept_is_a_stranger_for_good_until_they_change_their_mind()
            throws Exception {
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(20), "Me llamo Ana"));
        forget(AfterForgetting.KEEP_NOTHING);
        rig.time.advance(Duration.ofDays(40));
        rig.memories.queue().step(0);
        rig.ended(Calls.ended("CA2", Calls.ANA, rig.ago(1), "Me llamo Ana"));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        assertThat(rig.memories.all("default", 10))
                .singleElement()
                .satisfies(
                        ana -> {
                            assertThat(ana.keepsNothing()).isTrue();
                            assertThat(ana.calls()).isZero();
                        });

        forget(AfterForgetting.AS_BEFORE);
        assertThat(rig.memories.find("default", ANA).orElseThrow().keepsNothing()).isTrue();
        forget(AfterForgetting.REMEMBER_AGAIN);
        rig.time.advance(Duration.ofMinutes(1));
        rig.ended(Calls.ended("CA3", Calls.ANA, rig.time.now(), "hola"));
        assertThat(rig.known(Calls.ANA).orElseThrow().calls()).isEqualTo(1);
    }

    /// The summary is under way when the caller is erased.
    @Test
    void a_summary_that_comes_too_late_does_not_bring_the_caller_back() throws Exception {
        rig.memories =
                rig.memories(
                        _ -> {
                            forget(AfterForgetting.AS_BEFORE);
                            return new CallSummary("Ana", List.of("Secreto."), "Secreto.");
                        });
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(20), "Me llamo Ana"));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        rig.close();
        rig = new MemoryRig(fresh.settings(), null);
        rig.memories.queue().begin();
        rig.memories.queue().step(0);
        assertThat(rig.known(Calls.ANA)).isEmpty();
    }

    /// Whatever the order in which both get to the tables.
    @Test
    void nobody_comes_back_whoever_is_first() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 40; round++) {
                var id = "CA" + round;
                var call = Calls.ended(id, Calls.ANA, rig.ago(1), "Me llamo Ana");
                var start = new CountDownLatch(1);
                boolean makerFirst = round % 2 == 0;
                var making =
                        threads.submit(
                                () -> {
                                    start.await();
                                    rig.memories.ended(call);
                                    rig.memories.queue().step(1_000_000_000L);
                                    return true;
                                });
                var forgetting =
                        threads.submit(
                                () -> {
                                    start.await();
                                    if (makerFirst) {
                                        Thread.onSpinWait();
                                    }
                                    return forget(AfterForgetting.AS_BEFORE);
                                });
                start.countDown();
                making.get();
                forgetting.get();
                assertThat(rig.known(Calls.ANA)).as("round %d", round).isEmpty();
            }
        }
    }
}
