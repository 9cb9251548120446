package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.CLOCK;
import static io.centralita.tenant.record.OpenRecords.await;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.database.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SqlCallRecordsTest {
    private final TestDatabase database;

    SqlCallRecordsTest(DatabaseKind kind) {
        database = kind.fresh();
    }

    @AfterEach
    void remove() {
        database.close();
    }

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
    void a_locked_database_delays_saving_and_loses_nothing() throws SQLException {
        try (var records = open()) {
            try (var _ = database.lock("call_records")) {
                records.save(Reports.ended("CA1", NOON));
                await(() -> records.trouble().isPresent());
                assertThat(records.waiting()).isEqualTo(1);
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
        var records = new OpenRecords(database.open(), CLOCK, limits);
        try (var _ = database.lock("call_records")) {
            records.save(Reports.ended("CA1", NOON));
            records.close();
            assertThat(records.waiting()).isEqualTo(1);
        }
    }

    @Test
    void a_database_that_takes_no_rows_for_a_while_delays_saving_and_loses_nothing()
            throws SQLException {
        try (var records = open()) {
            database.breakTable("call_records");
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.trouble().isPresent());
            database.mendTable("call_records");
            await(() -> records.waiting() == 0);
            assertThat(records.find("CA1")).isPresent();
        }
    }

    @Test
    void a_report_the_database_refuses_is_counted_and_holds_up_nobody() throws SQLException {
        try (var records = open()) {
            database.refuse("call_records", "id", "CA1");
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
            database.execute("UPDATE call_records SET report = '{' WHERE id = 'CA1'");
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
        assertThatThrownBy(() -> records.latest(1)).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void what_callers_say_is_not_in_the_message_of_a_failure() throws SQLException {
        try (var records = open()) {
            database.breakTable("call_records");
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.trouble().isPresent());
            assertThat(records.trouble().orElseThrow())
                    .contains("no_such_function")
                    .doesNotContain("Cuántos");
            database.mendTable("call_records");
        }
    }

    private OpenRecords open() {
        return OpenRecords.of(database);
    }
}
