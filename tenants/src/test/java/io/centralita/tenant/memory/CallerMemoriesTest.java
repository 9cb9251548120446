package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class CallerMemoriesTest {
    private final DatabaseKind kind;
    private final TestDatabase fresh;

    private MemoryRig rig;

    CallerMemoriesTest(DatabaseKind kind) {
        this.kind = kind;
        fresh = kind.fresh();
    }

    @BeforeEach
    void open() {
        rig = open(null);
    }

    private MemoryRig open(@org.jspecify.annotations.Nullable CallSummariser model) {
        return new MemoryRig(fresh.settings(), model);
    }

    @AfterEach
    void close() {
        rig.close();
        fresh.close();
    }

    @Test
    void a_caller_is_known_again() throws Exception {
        assertThat(rig.known(Calls.ANA)).isEmpty();
        rig.ended(
                Calls.ended("CA1", Calls.ANA, rig.ago(60), "Me llamo Ana", "No tengo internet hoy"),
                Calls.ended("CA2", "600 111 222", rig.ago(30), "¿Está arreglado ya?"));
        var ana = rig.known("0034600111222").orElseThrow();
        assertThat(ana.number()).isEqualTo(Calls.ANA);
        assertThat(ana.calls()).isEqualTo(2);
        assertThat(ana.firstCall()).isEqualTo(rig.ago(60));
        assertThat(ana.lastCall()).isEqualTo(rig.ago(30));
        assertThat(ana.name()).isEqualTo("Ana");
        assertThat(ana.pastCalls())
                .extracting(CallerMemory.PastCall::id)
                .containsExactly("CA2", "CA1");
        assertThat(ana.pastCalls().getLast().summary()).contains("No tengo internet hoy");
        assertThat(rig.known(Calls.LUIS)).isEmpty();
    }

    @Test
    void a_model_makes_the_summary_where_there_is_one() throws Exception {
        rig.memories =
                rig.memories(
                        call ->
                                new CallSummary(
                                        "Ana",
                                        List.of("Vive en Toledo."),
                                        "Dijo " + call.saidByCaller().size() + " cosas."));
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(10), "Hola", "No va"));
        var ana = rig.known(Calls.ANA).orElseThrow();
        assertThat(ana.facts()).containsExactly("Vive en Toledo.");
        assertThat(ana.pastCalls().getFirst().summary()).isEqualTo("Dijo 2 cosas.");
    }

    @Test
    void where_the_model_fails_or_breaks_the_rule_makes_it() throws Exception {
        var asked = new ArrayList<String>();
        rig.memories =
                rig.memories(
                        call -> {
                            asked.add(call.report().id());
                            if (asked.size() == 1) {
                                throw new CallSummariser.NoSummary("late");
                            }
                            throw new IllegalStateException("a bug");
                        });
        rig.ended(
                Calls.ended("CA1", Calls.ANA, rig.ago(20), "No tengo internet hoy"),
                Calls.ended("CA2", Calls.ANA, rig.ago(10), "Sigo sin internet hoy"),
                Calls.ended("CA3", Calls.ANA, rig.ago(5)));
        assertThat(asked).containsExactly("CA1", "CA2");
        assertThat(rig.known(Calls.ANA).orElseThrow().pastCalls())
                .extracting(CallerMemory.PastCall::summary)
                .satisfiesExactly(
                        silent -> assertThat(silent).startsWith("No dijo nada"),
                        second -> assertThat(second).contains("Sigo sin internet"),
                        first -> assertThat(first).contains("No tengo internet"));
    }

    @Test
    void a_call_that_goes_on_and_a_caller_without_a_number_leave_nothing() throws Exception {
        rig.ended(
                Calls.open("CA1", Calls.ANA, rig.ago(1), "Hola, me llamo Ana"),
                Calls.ended("CA2", "anonymous", rig.ago(10), "Me llamo Eva"),
                Calls.ended("CA3", "+266696687", rig.ago(10), "Me llamo Eva"),
                Calls.ended("CA4", "", rig.ago(10), "Me llamo Eva"));
        assertThat(rig.memories.all("default", 100)).isEmpty();
        assertThat(rig.known("anonymous")).isEmpty();
        assertThat(rig.known("")).isEmpty();
    }

    @Test
    void a_tenant_knows_nothing_of_another_ones_callers() throws Exception {
        var call = Calls.ended("CA1", Calls.ANA, rig.ago(10), "Me llamo Ana");
        rig.ended(Calls.of("panaderia", call));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        assertThat(rig.memories.all("default", 100)).isEmpty();
        assertThat(rig.memories.recall("panaderia", Calls.ANA)).isPresent();

        rig.memories.forget("default", new CallerNumber(Calls.ANA), AfterForgetting.KEEP_NOTHING);
        assertThat(rig.memories.recall("panaderia", Calls.ANA)).isPresent();
        assertThat(rig.records.find("CA1").orElseThrow().from()).isEqualTo(Calls.ANA);
    }

    @Test
    void a_tenant_that_remembers_nobody_keeps_nothing() throws Exception {
        rig.policies.put("default", MemoryPolicy.of(Duration.ZERO, MemoryRig.SPANISH));
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(10), "Me llamo Ana"));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        rig.policies.remove("default");
        assertThat(rig.known(Calls.ANA)).isEmpty();
    }

    @Test
    void what_is_too_old_is_forgotten_with_everything_that_came_from_it() throws Exception {
        rig.policies.put("default", MemoryPolicy.of(Duration.ofDays(30), MemoryRig.SPANISH));
        rig.memories =
                rig.memories(
                        call ->
                                call.report().id().equals("CA1")
                                        ? new CallSummary("Ana", List.of("Vive en Toledo."), "Uno.")
                                        : new CallSummary(null, List.of(), "Dos."));
        rig.ended(Calls.ended("CA1", Calls.ANA, rig.ago(10), "hola"));
        rig.time.advance(Duration.ofDays(20));
        rig.ended(Calls.ended("CA2", Calls.ANA, rig.ago(10), "hola"));
        assertThat(rig.known(Calls.ANA).orElseThrow().name()).isEqualTo("Ana");

        rig.time.advance(Duration.ofDays(11));
        var known = rig.known(Calls.ANA).orElseThrow();
        assertThat(known.calls()).isEqualTo(1);
        assertThat(known.name()).isNull();
        assertThat(known.facts()).isEmpty();

        rig.memories.queue().step(0); // an hour is over long since: it is cleared away
        assertThat(
                        rig.jdbi.<List<String>, RuntimeException>withHandle(
                                handle ->
                                        handle.createQuery("SELECT summary FROM caller_calls")
                                                .mapTo(String.class)
                                                .list()))
                .containsExactly("Dos.");
        rig.time.advance(Duration.ofDays(31));
        rig.memories.queue().step(0);
        assertThat(rig.known(Calls.ANA)).isEmpty();
        assertThat(rows("callers")).isZero();
        assertThat(rows("caller_calls")).isZero();
    }

    private long rows(String table) {
        return rig.jdbi.<Long, RuntimeException>withHandle(
                handle ->
                        handle.createQuery("SELECT COUNT(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void what_a_killed_process_left_is_made_at_the_next_start() throws Exception {
        var summarised = new ArrayList<String>();
        CallSummariser dying =
                call -> {
                    throw new InterruptedException("killed");
                };
        rig.memories = rig.memories(dying);
        var half = Calls.ended("CA1", Calls.ANA, rig.ago(50), "No tengo internet hoy");
        rig.records.save(half);
        rig.memories.ended(half);
        try {
            rig.work();
        } catch (InterruptedException _) {
            // in the middle of CA1, and CA2 never begun
        }
        rig.records.save(Calls.ended("CA2", Calls.ANA, rig.ago(20), "Sigo sin internet hoy"));
        rig.records.save(Calls.ended("CA3", "anonymous", rig.ago(15), "Hola"));
        rig.records.save(Calls.open("CA4", Calls.ANA, rig.ago(5), "Otra vez sin internet"));
        rig.close();

        rig =
                open(
                        call -> {
                            summarised.add(call.report().id());
                            return new CallSummary(null, List.of(), "Hecho.");
                        });
        rig.memories.queue().begin();
        for (int i = 0; i < 10; i++) {
            rig.memories.queue().step(0);
        }
        // A file has one process, so that CA4 is known to be over; elsewhere its owner may live.
        var over =
                kind == DatabaseKind.SQLITE ? List.of("CA4", "CA2", "CA1") : List.of("CA2", "CA1");
        assertThat(summarised).isEqualTo(over);
        assertThat(rig.known(Calls.ANA).orElseThrow().calls()).isEqualTo(over.size());

        rig.memories.queue().begin();
        rig.memories.queue().step(0);
        assertThat(summarised).hasSize(over.size());
    }

    @Test
    void a_full_queue_loses_nothing() throws Exception {
        var reports = new ArrayList<CallReport>();
        for (int i = 0; i < MemoryQueue.CAPACITY + 20; i++) {
            reports.add(Calls.ended("CA" + i, Calls.ANA, rig.ago(i + 1)));
        }
        reports.subList(MemoryQueue.CAPACITY, reports.size()).forEach(rig.records::save);
        reports.forEach(rig.memories::ended);
        assertThat(rig.memories.waiting()).isEqualTo(MemoryQueue.CAPACITY);
        rig.work();
        for (int i = 0; i < 30; i++) {
            rig.memories.queue().step(0);
        }
        assertThat(rig.known(Calls.ANA).orElseThrow().calls()).isEqualTo(MemoryQueue.CAPACITY + 20);
    }

    @Test
    void the_thread_makes_them_by_itself() throws Exception {
        try (var memories =
                CallerMemories.open(
                        () -> rig.jdbi,
                        rig.records,
                        java.util.Optional.empty(),
                        _ -> MemoryPolicy.of(Duration.ofDays(9), MemoryRig.SPANISH),
                        rig.time)) {
            memories.ended(Calls.ended("CA1", Calls.ANA, rig.ago(10), "Me llamo Ana"));
            while (memories.recall("default", Calls.ANA)
                    .filter(ana -> !ana.pastCalls().isEmpty())
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
