package io.centralita.tenant.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.call.record.CallQuery;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class KilledProcessTest {
    private static final int WORDS = 30;

    private final TestDatabase test;

    KilledProcessTest(DatabaseKind kind) {
        test = kind.fresh();
    }

    @AfterEach
    void remove() {
        test.close();
    }

    @Test
    void what_a_killed_process_had_heard_is_there_to_the_second_and_its_calls_are_closed()
            throws Exception {
        var process = start();
        int said = 0;
        try (var out = process.inputReader()) {
            while (said < WORDS) {
                said = Integer.parseInt(Objects.requireNonNull(out.readLine(), "it has ended"));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        var killed = Instant.now();

        try (var database = test.open()) {
            var time = new VirtualTime();
            var watch = new OwnerWatch(database, CallOwner.fresh(), time);
            watch.start();
            watch.look();
            for (int looks = 0; looks < 6; looks++) {
                time.advance(OwnerWatch.BEAT);
                watch.look();
            }

            var reports = CallTable.page(database.jdbi(), CallQuery.latest(100));
            assertThat(reports).hasSize(RecordingProcess.CALLS);
            assertThat(reports)
                    .allSatisfy(
                            report -> {
                                assertThat(report.reason()).isEqualTo("interrupted");
                                assertThat(report.endedAt())
                                        .isBetween(killed.minusMillis(1_500), killed);
                                assertThat(report.turns())
                                        .hasSizeGreaterThanOrEqualTo(
                                                WORDS - RecordingProcess.WORDS_A_SECOND);
                            });
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RecordingProcess.class.getName(),
                                test.url()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
