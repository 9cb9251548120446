package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.VirtualTime;
import io.centralita.call.scope.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTroubleTest {
    private static final CallerNumber ANA = new CallerNumber(Calls.ANA);

    @TempDir Path directory;

    private MemoryRig rig;

    @BeforeEach
    void open() {
        rig = new MemoryRig(directory.resolve("centralita.db"), null);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private CallerMemories over(Supplier<Jdbi> database, Time time) {
        return new CallerMemories(
                database,
                rig.records,
                Optional.empty(),
                _ -> MemoryPolicy.of(Duration.ofDays(9), MemoryRig.SPANISH),
                time);
    }

    /// Deadlines are over as soon as somebody waits for them.
    private static final class NoPatience implements Time {
        Duration waitedFor = Duration.ZERO;

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return VirtualTime.START;
        }

        @Override
        public <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) {
            waitedFor = Duration.ofNanos(nanos);
            return null;
        }
    }

    @Test
    void a_hanging_database_costs_a_call_its_memory_and_no_more_time_than_the_deadline()
            throws Exception {
        var never = new CountDownLatch(1);
        var time = new NoPatience();
        Supplier<Jdbi> hanging =
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return rig.jdbi;
                };
        try (var memories = over(hanging, time)) {
            assertThat(memories.recall("default", Calls.ANA)).isEmpty();
            assertThat(time.waitedFor).isEqualTo(CallerMemories.RECALL);
            assertThat(memories.unanswered()).isEqualTo(1);
            assertThatThrownBy(() -> memories.find("default", ANA))
                    .isInstanceOf(MemoryUnavailable.class);
            assertThatThrownBy(() -> memories.forget("default", ANA, AfterForgetting.KEEP_NOTHING))
                    .isInstanceOf(MemoryUnavailable.class);
        }
    }

    @Test
    void a_database_that_is_gone_costs_a_call_its_memory() throws Exception {
        try (var memories = over(() -> Jdbi.create("jdbc:sqlite:/nowhere/at/all.db"), rig.time)) {
            assertThat(memories.recall("default", Calls.ANA)).isEmpty();
            assertThat(memories.unanswered()).isEqualTo(1);
        }
    }

    @Test
    void what_cannot_be_written_is_tried_again_until_it_can() throws Exception {
        var failures = new AtomicInteger(5);
        var pauses =
                new Time() {
                    Duration longest = Duration.ZERO;

                    @Override
                    public long nanoTime() {
                        return rig.time.nanoTime();
                    }

                    @Override
                    public Instant now() {
                        return rig.time.now();
                    }

                    // Nothing comes to pause for: the pause is over.
                    @Override
                    public <T> @Nullable T poll(BlockingQueue<T> queue, long nanos)
                            throws InterruptedException {
                        boolean pause = nanos < Duration.ofSeconds(15).toNanos() && nanos > 0;
                        if (pause) {
                            longest = Duration.ofNanos(nanos);
                            return null;
                        }
                        return rig.time.poll(queue, nanos);
                    }
                };
        Supplier<Jdbi> flaky =
                () -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("no connection");
                    }
                    return rig.jdbi;
                };
        try (var memories = over(flaky, pauses)) {
            memories.ended(Calls.ended("CA1", Calls.ANA, rig.ago(5), "Me llamo Ana"));
            memories.queue().step(0);
        }
        assertThat(rig.known(Calls.ANA).orElseThrow().name()).isEqualTo("Ana");
        assertThat(pauses.longest).isEqualTo(Duration.ofMillis(1_600));
    }

    @Test
    void an_erasure_that_the_records_do_not_take_is_said_to_have_failed() throws Exception {
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(5), "Me llamo Ana"));
        rig.records.close();
        assertThatThrownBy(() -> rig.memories.forget("default", ANA, AfterForgetting.AS_BEFORE))
                .isInstanceOf(MemoryUnavailable.class);
    }
}
