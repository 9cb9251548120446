package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.await;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseReader;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.database.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that stands still with its connections open, and one that loses power.
@Timeout(120)
class HangingDatabaseTest {
    @Test
    void a_frozen_or_dead_server_makes_nobody_wait_and_loses_nothing() throws IOException {
        try (var server = PostgresServer.start();
                var database = Database.open(server.freshDatabase());
                var records =
                        SqlCallRecords.open(
                                database,
                                OpenRecords.CLOCK,
                                Time.SYSTEM,
                                _ -> Optional.empty(),
                                OpenRecords.QUICK);
                var reader = new DatabaseReader(database, "reader", 2, 8)) {
            records.save(Reports.open("CA0", NOON));
            await(() -> records.waiting() == 0);

            server.freeze();
            long began = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                records.save(Reports.ended("CA" + i, NOON.plusMillis(i)));
            }
            // Five hundred saves, and ten reads with 20 ms each: a twentieth of what one blocked
            // statement takes.
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(
                                () ->
                                        reader.read(
                                                Duration.ofMillis(20),
                                                jdbi -> CallTable.tenants(jdbi)))
                        .isInstanceOf(DatabaseUnavailable.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(records.find("CA7")).as("what waits is found").isPresent();
            server.thaw();
            await(() -> records.waiting() == 0);

            server.kill();
            records.save(Reports.ended("CA500", NOON));
            await(() -> records.trouble().isPresent());
            server.restart();
            await(() -> records.waiting() == 0);
            assertThat(records.lost()).isZero();
            assertThat(records.find("CA499"))
                    .contains(Reports.ended("CA499", NOON.plusMillis(499)));
            assertThat(records.find("CA500")).isPresent();
        }
    }
}
