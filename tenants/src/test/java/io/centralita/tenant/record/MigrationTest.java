package io.centralita.tenant.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import io.centralita.tenant.database.TestSqlite;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases of earlier versions, with what was in them. Their dumps are never changed; with each
/// released schema one more is added.
@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class MigrationTest {
    private static final Instant STARTED = Instant.parse("2026-11-20T10:00:00Z");

    private final DatabaseKind kind;
    private final TestDatabase test;

    MigrationTest(DatabaseKind kind) {
        this.kind = kind;
        test = kind.fresh();
    }

    @AfterEach
    void remove() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void what_an_earlier_version_kept_is_read_by_this_one(int version) throws Exception {
        restore(version);
        try (var records = OpenRecords.of(test)) {
            var ended = records.find("CA1").orElseThrow();
            assertThat(ended.startedAt()).isEqualTo(STARTED);
            assertThat(ended.endedAt()).isEqualTo(STARTED.plusSeconds(30));
            assertThat(ended.turns())
                    .extracting(CallReport.Turn::text)
                    .containsExactly("¿Cuántos clientes hay?");
            assertThat(records.costSince("default", STARTED))
                    .isEqualTo(version == 1 ? Map.of() : Map.of("EUR", new BigDecimal("0.0125")));
            var left = records.find("CA2").orElseThrow();
            if (kind == DatabaseKind.SQLITE) { // which belongs to one process
                assertThat(left.reason()).isEqualTo("interrupted");
                assertThat(left.endedAt()).isEqualTo(STARTED.plusSeconds(30));
            }
            records.save(Reports.ended("CA3", STARTED));
            OpenRecords.await(() -> records.waiting() == 0);
            assertThat(records.latest(10)).hasSize(3);
        }
    }

    private void restore(int version) throws IOException, SQLException {
        if (test instanceof TestSqlite sqlite) {
            Files.createDirectories(sqlite.directory());
        }
        var name = kind.name().toLowerCase(Locale.ROOT) + "-v" + version + ".sql";
        try (var dump = DatabaseKind.class.getResourceAsStream(name);
                var connection = test.connect();
                var statement = connection.createStatement()) {
            var sql =
                    new String(
                            Objects.requireNonNull(dump, name).readAllBytes(),
                            StandardCharsets.UTF_8);
            for (var one : sql.split(";\n", -1)) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }
}
