package io.centralita.tenant.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that is not as it should be.
@Timeout(90)
class PostgresDatabaseTest {
    private static PostgresServer server;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_wrong_password_is_told_without_it() {
        var right = server.freshDatabase();
        var wrong =
                new PostgresSettings(
                        right.hosts(),
                        right.database(),
                        right.user(),
                        Optional.of("not-the-secret"),
                        Map.of());
        assertUnavailable(wrong, Failure.BROKEN);
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        var right = server.freshDatabase();
        var wrong =
                new PostgresSettings(
                        right.hosts(), "nowhere", right.user(), right.password(), Map.of());
        assertUnavailable(wrong, Failure.BROKEN);
    }

    @Test
    void a_server_that_is_not_there_is_temporary() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertUnavailable(
                new PostgresSettings(
                        List.of("127.0.0.1:" + port), "c", "u", Optional.of("p"), Map.of()),
                Failure.GONE);
    }

    @Test
    void connections_of_a_server_that_went_away_are_temporary_failures_until_it_is_back()
            throws IOException {
        try (var database = Database.open(server.freshDatabase())) {
            assertThat(one(database)).isEqualTo(1);
            server.kill();
            assertThatThrownBy(() -> one(database))
                    .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(Failure.GONE));
            server.restart();
            database.renewConnections();
            assertThat(one(database)).isEqualTo(1);
        }
    }

    private static int one(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    private static void assertUnavailable(PostgresSettings settings, Failure kind) {
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining(settings.place())
                .satisfies(
                        e -> {
                            assertThat(Failure.of(e)).isEqualTo(kind);
                            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                                assertThat(String.valueOf(cause.getMessage()))
                                        .doesNotContain("secret");
                            }
                        });
    }
}
