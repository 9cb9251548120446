package io.centralita.tenant.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "08006, GONE",
        "57P01, GONE",
        "57P03, GONE",
        "25006, GONE",
        "57014, BUSY",
        "55P03, BUSY",
        "53300, BUSY",
        "40001, BUSY",
        "40P01, BUSY",
        "53100, FULL",
        "23505, REFUSED",
        "22001, REFUSED",
        "22021, REFUSED",
        "28P01, BROKEN",
        "3D000, BROKEN",
        "42P01, BROKEN",
        "XX001, BROKEN"
    })
    void a_state_of_postgresql_says_what_can_be_done(String state, Failure kind) {
        var wrapped = new IllegalStateException(new SQLException("no", state));
        assertThat(Failure.of(wrapped)).isEqualTo(kind);
    }

    @Test
    void a_full_disk_under_sqlite_is_temporary() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = 4");
            statement.execute("CREATE TABLE t (x TEXT)");
            var failure =
                    catchThrowable(
                            () -> statement.execute("INSERT INTO t VALUES (randomblob(100000))"));
            assertThat(Failure.of(failure)).isEqualTo(Failure.FULL);
            assertThat(Failure.FULL.temporary()).isTrue();
        }
    }

    @Test
    void a_pool_without_a_connection_says_what_its_cause_says() {
        var refused = new SQLException("refused", "08001");
        assertThat(Failure.of(new SQLTransientConnectionException("pool", null, 0, refused)))
                .isEqualTo(Failure.GONE);
        assertThat(Failure.of(new SQLTransientConnectionException("pool"))).isEqualTo(Failure.GONE);
    }

    @Test
    void what_is_no_failure_of_a_database_is_for_somebody_to_mend() {
        assertThat(Failure.of(new IllegalStateException("bug"))).isEqualTo(Failure.BROKEN);
    }
}
