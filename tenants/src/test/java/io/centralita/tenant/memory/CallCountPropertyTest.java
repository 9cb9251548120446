package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

class CallCountPropertyTest {
    private static final Path DIRECTORY = directory();
    private static final MemoryRig RIG = new MemoryRig(DIRECTORY.resolve("centralita.db"), null);
    private static int world;

    private static Path directory() {
        try {
            return Files.createTempDirectory("memory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        RIG.close();
        try (var files = Files.walk(DIRECTORY)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// However often and in whatever order calls are told to have ended.
    @Property(tries = 40)
    void every_call_counts_once(
            @ForAll @IntRange(min = 1, max = 12) int calls,
            @ForAll @IntRange(min = 0, max = 12) int repetitions,
            @ForAll long seed)
            throws InterruptedException {
        var tenant = "t" + world++;
        var random = new Random(seed);
        var reports = new ArrayList<CallReport>();
        for (int i = 0; i < calls; i++) {
            var call =
                    Calls.ended(
                            "CA" + i,
                            Calls.ANA,
                            RIG.ago(10 * (i + 1)),
                            "Me llamo An" + (char) ('a' + i));
            reports.add(Calls.of(tenant, call));
        }
        var told = new ArrayList<>(reports);
        for (int i = 0; i < repetitions; i++) {
            told.add(reports.get(random.nextInt(calls)));
        }
        Collections.shuffle(told, random);
        for (var report : told) {
            RIG.memories.ended(report);
        }
        RIG.work();

        var known = RIG.memories.recall(tenant, Calls.ANA).orElseThrow();
        assertThat(known.calls()).isEqualTo(calls);
        assertThat(known.lastCall()).isEqualTo(RIG.ago(10));
        assertThat(known.firstCall()).isEqualTo(RIG.ago(10 * calls));
        assertThat(known.name()).isEqualTo("Ana");
        assertThat(known.pastCalls())
                .extracting(CallerMemory.PastCall::id)
                .isEqualTo(reports.stream().map(CallReport::id).toList());
        assertThat(List.copyOf(RIG.memories.all(tenant, 5))).containsExactly(known);
    }
}
