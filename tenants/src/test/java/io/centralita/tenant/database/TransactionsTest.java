package io.centralita.tenant.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// All or nothing, whoever else writes.
@Timeout(120)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class TransactionsTest {
    private static final int WRITERS = 6;
    private static final int ROUNDS = 60;

    private final DatabaseKind kind;
    private final TestDatabase test;

    TransactionsTest(DatabaseKind kind) {
        this.kind = kind;
        test = kind.fresh();
    }

    @AfterEach
    void remove() {
        test.close();
    }

    @Test
    void many_write_at_once_in_transactions_and_without_and_nothing_fails() throws Exception {
        try (var database = Database.open(DatabaseSettings.parse(test.url()));
                var threads = Executors.newFixedThreadPool(2 * WRITERS)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < WRITERS; i++) {
                var name = "w" + i + "-";
                work.add(() -> pairs(database, name + "pair-"));
                work.add(() -> singles(database, name + "single-"));
            }
            for (var result : threads.invokeAll(work)) {
                result.get();
            }
            assertThat(rows(database)).isEqualTo(WRITERS * ROUNDS * 3);
        }
    }

    /// Reads first, as a transaction that decides by what it has found.
    private static int pairs(Database database, String name) {
        for (int i = 0; i < ROUNDS; i++) {
            var id = name + i;
            database.jdbi()
                    .useTransaction(
                            handle -> {
                                int before = count(handle);
                                insert(handle, id + "-a");
                                insert(handle, id + "-b");
                                assertThat(count(handle)).isGreaterThanOrEqualTo(before + 2);
                            });
        }
        return ROUNDS;
    }

    private static int singles(Database database, String name) {
        for (int i = 0; i < ROUNDS; i++) {
            var id = name + i;
            database.jdbi().useHandle(handle -> insert(handle, id));
        }
        return ROUNDS;
    }

    /// With a patience that is over before every writer has had their turn.
    @Test
    void what_failed_is_not_there_and_what_did_not_is() throws Exception {
        try (var database = test.open();
                var threads = Executors.newFixedThreadPool(WRITERS)) {
            var work = new ArrayList<Callable<Set<String>>>();
            for (int i = 0; i < WRITERS; i++) {
                var name = "w" + i + "-";
                work.add(() -> written(database, name));
            }
            var written = new TreeSet<String>();
            for (var result : threads.invokeAll(work)) {
                written.addAll(result.get());
            }
            assertThat(database.jdbi().withHandle(TransactionsTest::ids))
                    .isEqualTo(List.copyOf(written));
        }
    }

    /// @return the ids of those that did not fail
    private static Set<String> written(Database database, String name) {
        var written = new TreeSet<String>();
        for (int i = 0; i < ROUNDS; i++) {
            var id = name + i;
            try {
                database.jdbi()
                        .useTransaction(
                                handle -> {
                                    insert(handle, id);
                                    LockSupport.parkNanos(4_000_000); // a slow disk
                                });
                written.add(id);
            } catch (JdbiException e) {
                assertThat(Failure.of(e)).isEqualTo(Failure.BUSY);
            }
        }
        return written;
    }

    private static List<String> ids(Handle handle) {
        return handle.createQuery("SELECT id FROM used_voice_tokens").mapTo(String.class).stream()
                .sorted()
                .toList();
    }

    @Test
    void after_a_lock_that_was_not_got_the_next_transaction_is_whole() throws SQLException {
        try (var database = test.open()) {
            try (var _ = test.lock("used_voice_tokens")) {
                assertThatThrownBy(
                                () ->
                                        database.jdbi()
                                                .useTransaction(
                                                        handle -> {
                                                            hurry(handle);
                                                            insert(handle, "late");
                                                        }))
                        .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(Failure.BUSY));
            }
            assertThatThrownBy(
                            () ->
                                    database.jdbi()
                                            .useTransaction(
                                                    handle -> {
                                                        insert(handle, "half");
                                                        throw new IllegalStateException("no");
                                                    }))
                    .hasMessage("no");
            assertThat(rows(database)).isZero();
            database.jdbi().useTransaction(handle -> insert(handle, "whole"));
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void one_within_another_is_the_same() {
        try (var database = test.open()) {
            assertThatThrownBy(
                            () ->
                                    database.jdbi()
                                            .useTransaction(
                                                    outer -> {
                                                        outer.useTransaction(
                                                                inner -> insert(inner, "inner"));
                                                        throw new IllegalStateException("no");
                                                    }))
                    .hasMessage("no");
            assertThat(rows(database)).isZero();
            int seen =
                    database.jdbi()
                            .inTransaction(
                                    TransactionIsolationLevel.SERIALIZABLE,
                                    handle -> {
                                        insert(handle, "strict");
                                        return count(handle);
                                    });
            assertThat(seen).isEqualTo(1);
        }
    }

    /// Nobody has to know how it ended: the database may have undone it by itself.
    @Test
    void a_transaction_that_the_database_has_ended_itself_leaves_nothing_behind() {
        try (var database = test.open()) {
            assertThatThrownBy(
                            () ->
                                    database.jdbi()
                                            .useTransaction(
                                                    handle -> {
                                                        insert(handle, "lost");
                                                        handle.execute("ROLLBACK");
                                                        throw new IllegalStateException("no");
                                                    }))
                    .hasMessage("no");
            database.jdbi().useTransaction(handle -> insert(handle, "whole"));
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    private void hurry(Handle handle) {
        if (kind == DatabaseKind.POSTGRESQL) {
            handle.execute("SET LOCAL lock_timeout = 20");
        }
    }

    private static void insert(Handle handle, String id) {
        handle.createUpdate("INSERT INTO used_voice_tokens (id, expires_at) VALUES (:id, 1)")
                .bind("id", id)
                .execute();
    }

    private static int rows(Database database) {
        return database.jdbi().withHandle(TransactionsTest::count);
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM used_voice_tokens")
                .mapTo(Integer.class)
                .one();
    }
}
