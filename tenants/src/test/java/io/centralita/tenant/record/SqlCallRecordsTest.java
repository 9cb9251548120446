package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.centralita.call.record.CallReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqlCallRecordsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(10));
    private static final SqlCallRecords.Limits QUICK =
            new SqlCallRecords.Limits(
                    1_000, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(10));

    @TempDir Path directory;

    @Test
    void a_saved_report_is_found_whole_after_reopening() {
        var report = Reports.ended("CA1", NOON);
        try (var records = open()) {
            records.save(Reports.open("CA1", NOON));
            records.save(report);
        }
        try (var records = open()) {
            assertThat(records.find("CA1")).contains(report);
            assertThat(records.find("CA2")).isEmpty();
        }
    }

    @Test
    void what_calls_cost_since_an_instant_is_exact_and_survives_reopening() {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON.minusSeconds(3_600)));
            records.save(Reports.ended("CA2", NOON));
            records.save(Reports.ended("CA3", NOON.minus(Duration.ofDays(2))));
        }
        try (var records = open()) {
            assertThat(records.costSince("default", NOON))
                    .containsExactly(Map.entry("EUR", new BigDecimal("0.0250")));
            assertThat(records.costSince("another", NOON)).isEmpty();
            assertThat(records.costSince("default", NOON.plusSeconds(11))).isEmpty();
        }
    }

    @Test
    void the_directory_of_the_file_is_created() {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
        }
        assertThat(file()).exists();
    }

    @Test
    void the_latest_come_first_and_no_more_than_asked_for() {
        try (var records = open()) {
            for (int i = 0; i < 10; i++) {
                records.save(Reports.ended("CA" + i, NOON.plusSeconds(i)));
            }
            assertThat(records.latest(3))
                    .extracting(CallReport::id)
                    .containsExactly("CA9", "CA8", "CA7");
            assertThat(records.latest(50)).hasSize(10);
        }
    }

    @Test
    void a_saved_report_is_found_at_once_whether_it_is_written_or_not() {
        try (var records = open()) {
            for (int i = 0; i < 100; i++) {
                var report = Reports.open("CA" + i, NOON.plusSeconds(i));
                records.save(report);
                assertThat(records.find("CA" + i)).contains(report);
                assertThat(records.latest(1)).containsExactly(report);
            }
        }
    }

    @Test
    void an_earlier_state_that_comes_late_does_not_reopen_a_call() {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.waiting() == 0);
            records.save(Reports.open("CA1", NOON));
            await(() -> records.waiting() == 0);
            assertThat(records.find("CA1")).contains(Reports.ended("CA1", NOON));
        }
    }

    @Test
    void calls_left_open_by_an_earlier_process_are_closed_as_interrupted() {
        try (var records = open()) {
            records.save(Reports.open("CA1", NOON));
            records.save(Reports.ended("CA2", NOON));
        }
        try (var records = open()) {
            var closed = records.find("CA1").orElseThrow();
            assertThat(closed.endedBy()).isEqualTo("SWITCHBOARD");
            assertThat(closed.reason()).isEqualTo("interrupted");
            assertThat(closed.endedAt()).isEqualTo(CLOCK.instant());
            assertThat(closed.turns()).isEqualTo(Reports.open("CA1", NOON).turns());
            assertThat(records.find("CA2")).contains(Reports.ended("CA2", NOON));
        }
    }

    @Test
    void a_second_process_leaves_the_open_calls_of_the_first_alone() {
        try (var first = open()) {
            first.save(Reports.open("CA1", NOON));
            await(() -> first.waiting() == 0);
            try (var second = open()) {
                assertThat(second.find("CA1")).contains(Reports.open("CA1", NOON));
            }
        }
    }

    @Test
    void a_locked_database_delays_saving_and_loses_nothing() throws SQLException {
        try (var records = open()) {
            try (var other = connection()) {
                execute(other, "BEGIN EXCLUSIVE");
                records.save(Reports.ended("CA1", NOON));
                await(() -> records.trouble().isPresent());
                assertThat(records.waiting()).isEqualTo(1);
                execute(other, "ROLLBACK");
            }
            await(() -> records.waiting() == 0);
            assertThat(records.trouble()).isEmpty();
            assertThat(records.find("CA1")).isPresent();
        }
    }

    @Test
    void closing_while_the_database_is_locked_ends_at_its_deadline() throws SQLException {
        var limits =
                new SqlCallRecords.Limits(
                        10, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(50));
        var records = SqlCallRecords.open(settings(), CLOCK, limits);
        try (var other = connection()) {
            execute(other, "BEGIN EXCLUSIVE");
            records.save(Reports.ended("CA1", NOON));
            records.close();
            assertThat(records.waiting()).isEqualTo(1);
        }
    }

    @Test
    void a_deleted_directory_is_made_again_and_the_next_report_is_kept() throws IOException {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.waiting() == 0);
            delete(data());
            records.save(Reports.ended("CA2", NOON));
            await(() -> records.waiting() == 0);
        }
        try (var records = open()) {
            assertThat(records.find("CA2")).isPresent();
        }
    }

    @Test
    void a_directory_that_becomes_a_file_is_trouble_until_it_is_one_again() throws IOException {
        try (var records = open()) {
            delete(data());
            Files.writeString(data(), "in the way");
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.trouble().isPresent());
            assertThatThrownBy(() -> records.latest(1)).isInstanceOf(RecordsUnavailable.class);
            Files.delete(data());
            await(() -> records.waiting() == 0);
            assertThat(records.find("CA1")).isPresent();
        }
    }

    @Test
    void a_database_that_cannot_be_opened_is_named_at_the_start() throws IOException {
        Files.writeString(directory.resolve("data"), "a file where the directory should be");
        assertThatThrownBy(this::open)
                .isInstanceOf(RecordsUnavailable.class)
                .hasMessageContaining(file().toString());
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_kept() throws IOException {
        Files.createDirectories(data());
        var text = "these are somebody's notes, not a database\n".repeat(100);
        Files.writeString(file(), text);
        assertThatThrownBy(this::open).isInstanceOf(RecordsUnavailable.class);
        assertThat(file()).hasContent(text);
    }

    @Test
    void a_readonly_directory_is_named_at_the_start() {
        var parent = directory.toFile();
        assumeFalse("root".equals(System.getProperty("user.name")), "root writes everywhere");
        assertThat(parent.setWritable(false)).isTrue();
        try {
            assertThatThrownBy(this::open).isInstanceOf(RecordsUnavailable.class);
        } finally {
            assertThat(parent.setWritable(true)).isTrue();
        }
    }

    @Test
    void a_database_that_takes_no_rows_for_a_while_delays_saving_and_loses_nothing()
            throws SQLException {
        try (var records = open()) {
            try (var other = connection()) {
                // A connection that has seen this trigger keeps failing after it is gone.
                execute(
                        other,
                        "CREATE TRIGGER broken BEFORE INSERT ON call_records BEGIN"
                                + " SELECT no_such_function(); END");
                records.save(Reports.ended("CA1", NOON));
                await(() -> records.trouble().isPresent());
                execute(other, "DROP TRIGGER broken");
            }
            await(() -> records.waiting() == 0);
            assertThat(records.find("CA1")).isPresent();
        }
    }

    @Test
    void a_report_the_database_refuses_is_counted_and_holds_up_nobody() throws SQLException {
        try (var records = open()) {
            try (var other = connection()) {
                execute(
                        other,
                        "CREATE TRIGGER picky BEFORE INSERT ON call_records WHEN NEW.id = 'CA1'"
                                + " BEGIN SELECT RAISE(ABORT, 'no'); END");
            }
            records.save(Reports.ended("CA1", NOON));
            records.save(Reports.ended("CA2", NOON));
            await(() -> records.waiting() == 0);
            assertThat(records.lost()).isEqualTo(1);
            assertThat(records.find("CA2")).isPresent();
        }
    }

    @Test
    void an_unreadable_record_hides_no_other() throws SQLException {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
            records.save(Reports.ended("CA2", NOON));
            await(() -> records.waiting() == 0);
            try (var other = connection()) {
                execute(other, "UPDATE call_records SET report = '{' WHERE id = 'CA1'");
            }
            assertThat(records.latest(10)).extracting(CallReport::id).containsExactly("CA2");
            assertThat(records.find("CA1")).isEmpty();
        }
    }

    @Test
    void many_calls_save_at_once_and_all_are_kept() {
        try (var records = open()) {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    var id = "CA" + i;
                    callers.execute(
                            () -> {
                                records.save(Reports.open(id, NOON));
                                records.save(Reports.ended(id, NOON));
                            });
                }
            }
            await(() -> records.waiting() == 0);
            assertThat(records.latest(500)).hasSize(200).allMatch(r -> r.endedAt() != null);
            assertThat(records.lost()).isZero();
        }
    }

    @Test
    void after_closing_a_report_is_counted_as_lost_and_readers_are_told() {
        var records = open();
        records.close();
        records.save(Reports.ended("CA1", NOON));
        assertThat(records.lost()).isEqualTo(1);
        assertThatThrownBy(() -> records.latest(1)).isInstanceOf(RecordsUnavailable.class);
    }

    @Test
    void what_callers_say_is_not_in_the_message_of_a_failure() throws SQLException {
        try (var records = open()) {
            try (var other = connection()) {
                execute(
                        other,
                        "CREATE TRIGGER broken BEFORE INSERT ON call_records BEGIN"
                                + " SELECT no_such_function(); END");
                records.save(Reports.ended("CA1", NOON));
                await(() -> records.trouble().isPresent());
                assertThat(records.trouble().orElseThrow())
                        .contains("no_such_function")
                        .doesNotContain("Cuántos");
                execute(other, "DROP TRIGGER broken");
            }
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path file() {
        return data().resolve("centralita.db");
    }

    private DatabaseSettings settings() {
        return new DatabaseSettings(file(), Duration.ofMillis(20));
    }

    private SqlCallRecords open() {
        return SqlCallRecords.open(settings(), CLOCK, QUICK);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file() + "?busy_timeout=5000");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
