package io.centralita.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/// Every fault at every moment of a call with every engine: the caller is never left in silence,
/// hears nothing twice, and the call ends only as designed. `-Dcentralita.rewrite=true` writes what
/// was found into docs/silence.md.
class FaultMatrixTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.centralita");
    private static final Map<Cell, Verdict> FOUND = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> the_caller_is_never_left_alone() {
        return Cell.all().stream()
                .filter(cell -> cell.impossible().isEmpty())
                .map(cell -> DynamicTest.dynamicTest(cell.words(), () -> judge(cell)));
    }

    private static void judge(Cell cell) {
        var outcome = play(cell);
        var verdict = Verdict.of(cell, outcome);
        FOUND.put(cell, verdict);
        assertThat(verdict.problems()).as(() -> cell.words() + Transcript.of(outcome)).isEmpty();
    }

    @Test
    void a_cell_goes_the_same_way_each_time() {
        for (var engine : EngineKind.values()) {
            var cell = new Cell(Fault.CLOSE, Moment.TOOL_RUNNING, engine);
            assertThat(Transcript.of(play(cell))).isEqualTo(Transcript.of(play(cell)));
        }
    }

    private static Outcome play(Cell cell) {
        try (var house = new House(cell)) {
            return house.play();
        }
    }

    /// A few hundred calls tell their lives, and tell of nothing but faults.
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void write() throws IOException {
        LOG.setLevel(null);
        if (Boolean.getBoolean("centralita.rewrite")) {
            new MatrixPage(FOUND).writeInto(Path.of("../docs/silence.md"));
        }
    }
}
