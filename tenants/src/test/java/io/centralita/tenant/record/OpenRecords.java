package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Records with the database they are in, as one process has them.
final class OpenRecords implements CallRecords, AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(10));
    static final SqlCallRecords.Limits QUICK =
            new SqlCallRecords.Limits(
                    1_000, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(10));

    private final Database database;
    private final SqlCallRecords records;

    OpenRecords(Database database, InstantSource clock, SqlCallRecords.Limits limits) {
        this.database = database;
        records = SqlCallRecords.open(database, clock, Time.SYSTEM, _ -> Optional.empty(), limits);
    }

    static OpenRecords of(TestDatabase database) {
        return new OpenRecords(database.open(), CLOCK, QUICK);
    }

    @Override
    public void save(CallReport report) {
        records.save(report);
    }

    @Override
    public Optional<CallReport> find(String id) {
        return records.find(id);
    }

    @Override
    public List<CallReport> latest(int limit) {
        return records.latest(limit);
    }

    @Override
    public List<CallReport> page(CallQuery query) {
        return records.page(query);
    }

    @Override
    public Map<String, BigDecimal> costSince(String tenant, Instant since) {
        return records.costSince(tenant, since);
    }

    Optional<String> trouble() {
        return records.trouble();
    }

    int waiting() {
        return records.waiting();
    }

    long lost() {
        return records.lost();
    }

    @Override
    public void close() {
        records.close();
        database.close();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
