package io.centralita.tenant.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class DatabaseTest {
    private static final String ROW =
            "INSERT INTO call_records (id, tenant, channel, caller, called, started_at, saved_at, report)"
                    + " VALUES (:id, 't', 'c', '', '', 1, 1, '{}')";

    private final DatabaseKind kind;
    private final TestDatabase test;

    DatabaseTest(DatabaseKind kind) {
        this.kind = kind;
        test = kind.fresh();
    }

    @AfterEach
    void remove() {
        test.close();
    }

    @Test
    void opened_twice_it_is_the_same_database() {
        try (var first = test.open();
                var second = test.open()) {
            first.jdbi().useHandle(handle -> insert(handle, "CA1"));
            assertThat(rows(second)).isEqualTo(1);
        }
        try (var third = test.open()) {
            assertThat(rows(third)).isEqualTo(1);
        }
    }

    @Test
    void a_row_that_is_there_already_is_refused() {
        try (var database = test.open()) {
            database.jdbi().useHandle(handle -> insert(handle, "CA1"));
            assertFails(database, handle -> insert(handle, "CA1"), Failure.REFUSED);
        }
    }

    @Test
    void a_lock_of_somebody_else_is_temporary() throws SQLException {
        try (var database = test.open();
                var _ = test.lock("call_records")) {
            assertFails(
                    database,
                    handle -> {
                        if (kind == DatabaseKind.POSTGRESQL) {
                            handle.execute("SET lock_timeout = 20");
                        }
                        insert(handle, "CA1");
                    },
                    Failure.BUSY);
        }
    }

    @Test
    void a_table_that_is_not_there_is_for_somebody_to_mend() {
        try (var database = test.open()) {
            assertFails(
                    database,
                    handle -> handle.execute("SELECT * FROM no_such_table"),
                    Failure.BROKEN);
        }
    }

    @Test
    void a_reader_does_not_wait_beyond_its_deadline_and_is_whole_afterwards() {
        var done = new CountDownLatch(1);
        try (var database = test.open();
                var reader = new DatabaseReader(database, "reader", 1, 1)) {
            assertThatThrownBy(() -> reader.read(Duration.ofMillis(50), _ -> forever(done)))
                    .isInstanceOf(DatabaseUnavailable.class);
            assertThat(reader.<Integer>read(Duration.ofSeconds(30), jdbi -> rows(jdbi.open())))
                    .isZero();
        }
    }

    @Test
    void one_reader_too_many_is_refused_at_once() throws InterruptedException {
        var busy = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var database = test.open();
                var reader = new DatabaseReader(database, "reader", 1, 1)) {
            Thread.startVirtualThread(
                    () ->
                            reader.read(
                                    Duration.ofSeconds(50),
                                    _ -> {
                                        busy.countDown();
                                        return forever(done);
                                    }));
            busy.await();
            var waiting =
                    Thread.startVirtualThread(
                            () -> reader.read(Duration.ofSeconds(50), _ -> forever(done)));
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> reader.read(Duration.ofSeconds(50), _ -> 1))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("too many");
            done.countDown();
        }
    }

    private static boolean forever(CountDownLatch done) {
        try {
            return done.await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Handle handle, String id) {
        handle.createUpdate(ROW).bind("id", id).execute();
    }

    private static int rows(Database database) {
        return database.jdbi().withHandle(DatabaseTest::rows);
    }

    private static int rows(Handle handle) {
        try (handle) {
            return handle.createQuery("SELECT COUNT(*) FROM call_records")
                    .mapTo(Integer.class)
                    .one();
        }
    }

    private static void assertFails(
            Database database, HandleConsumer<RuntimeException> statement, Failure kind) {
        assertThatThrownBy(() -> database.jdbi().useHandle(statement))
                .isInstanceOf(JdbiException.class)
                .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(kind));
    }
}
