package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.CLOCK;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RetentionSweeperTest {
    private static final CallOwner OWN = new CallOwner("own", "here:1");

    private final List<String> gone = new ArrayList<>();
    private final TestDatabase test;
    private final Database database;

    RetentionSweeperTest(DatabaseKind kind) {
        test = kind.fresh();
        database = test.open();
    }

    @AfterEach
    void remove() {
        database.close();
        test.close();
    }

    @Test
    void each_tenant_keeps_its_calls_as_long_as_it_says() throws InterruptedException {
        save(Reports.ended("A-old", NOON.minus(Duration.ofDays(31))), "a");
        save(Reports.ended("A-new", NOON.minus(Duration.ofDays(29))), "a");
        save(Reports.open("A-open", NOON.minus(Duration.ofDays(31))), "a");
        save(Reports.ended("B-old", NOON.minus(Duration.ofDays(3_000))), "b");

        int deleted =
                sweep(
                        tenant ->
                                "a".equals(tenant)
                                        ? Optional.of(Duration.ofDays(30))
                                        : Optional.empty());

        assertThat(deleted).isEqualTo(1);
        assertThat(gone).containsExactly("A-old");
        assertThat(CallTable.page(database.jdbi(), CallQuery.latest(10)))
                .extracting(CallReport::id)
                .containsExactly("A-new", "A-open", "B-old");
    }

    @Test
    void more_than_a_batch_goes_in_batches() throws InterruptedException {
        int calls = RetentionSweeper.BATCH * 2 + 1;
        database.jdbi()
                .useTransaction(
                        handle -> {
                            for (int i = 0; i < calls; i++) {
                                CallTable.save(
                                        handle,
                                        Reports.ended("CA" + i, NOON.minus(Duration.ofDays(2))),
                                        OWN,
                                        CLOCK.instant());
                            }
                        });
        assertThat(sweep(_ -> Optional.of(Duration.ofDays(1)))).isEqualTo(calls);
        assertThat(CallTable.page(database.jdbi(), CallQuery.latest(10))).isEmpty();
    }

    private int sweep(Function<String, Optional<Duration>> retention) throws InterruptedException {
        return new RetentionSweeper(
                        database, retention, () -> NOON, new CountDownLatch(1), gone::add)
                .sweep();
    }

    private void save(CallReport report, String tenant) {
        database.jdbi()
                .useHandle(
                        handle ->
                                CallTable.save(
                                        handle, Reports.of(report, tenant), OWN, CLOCK.instant()));
    }
}
