package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.CLOCK;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.database.TestDatabase;
import io.centralita.tenant.voice.UsedTokens;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever of a busy switchboard writes at the same time, as operators' databases are opened.
@Timeout(120)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class BusyWritersTest {
    private static final int ROUNDS = 60;

    private final TestDatabase fresh;

    BusyWritersTest(DatabaseKind kind) {
        fresh = kind.fresh();
    }

    @AfterEach
    void remove() {
        fresh.close();
    }

    @Test
    void tokens_are_used_while_records_are_written_deleted_and_erased() throws Exception {
        try (var database = Database.open(DatabaseSettings.parse(fresh.url()));
                var records = SqlCallRecords.open(database, CLOCK);
                var threads = Executors.newFixedThreadPool(6)) {
            var tokens = new UsedTokens(database::jdbi, CLOCK);
            var work = new ArrayList<Callable<Integer>>();
            for (var name : new String[] {"a", "b", "c"}) {
                work.add(() -> used(tokens, name));
            }
            work.add(() -> saved(records));
            work.add(() -> deleted(database));
            work.add(() -> erased(records));
            var results = threads.invokeAll(work);
            for (int i = 0; i < 3; i++) {
                assertThat(results.get(i).get()).isEqualTo(ROUNDS);
            }
            for (var result : results) {
                assertThat(result.get()).isNotNegative();
            }
            assertThat(records.trouble()).isEmpty();
        }
        try (var database = Database.open(DatabaseSettings.parse(fresh.url()));
                var records = SqlCallRecords.open(database, CLOCK)) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(records.find("CA" + i)).isPresent();
            }
        }
    }

    /// @return how many began a call
    private static int used(UsedTokens tokens, String name) {
        int used = 0;
        for (int i = 0; i < ROUNDS; i++) {
            used += tokens.use(name + i, NOON.plusSeconds(300)) ? 1 : 0;
        }
        return used;
    }

    private static int saved(SqlCallRecords records) {
        for (int i = 0; i < ROUNDS; i++) {
            records.save(Reports.open("CA" + i, NOON));
            records.save(Reports.ended("CA" + i, NOON));
        }
        return ROUNDS;
    }

    private static int deleted(Database database) {
        int deleted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            deleted += CallTable.deleteEnded(database.jdbi(), "default", NOON, 10).size();
        }
        return deleted;
    }

    private static int erased(SqlCallRecords records) {
        int erased = 0;
        for (int i = 0; i < 5; i++) {
            erased += records.erase("default", "+34600999999"::equals);
        }
        return erased;
    }
}
