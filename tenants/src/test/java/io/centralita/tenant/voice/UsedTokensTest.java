package io.centralita.tenant.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class UsedTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(300);

    private final TestDatabase fresh;
    private final Database database;
    private volatile Instant now = NOON;

    UsedTokensTest(DatabaseKind kind) {
        fresh = kind.fresh();
        database = fresh.open();
    }

    @AfterEach
    void close() {
        database.close();
        fresh.close();
    }

    @Test
    void a_token_begins_one_call_whichever_process_it_comes_to() {
        var here = new UsedTokens(database::jdbi, () -> now);
        var elsewhere = new UsedTokens(database::jdbi, () -> now);

        assertThat(here.use("one", LATER)).isTrue();
        assertThat(here.use("one", LATER)).isFalse();
        assertThat(elsewhere.use("one", LATER)).isFalse();
        assertThat(elsewhere.use("another", LATER)).isTrue();
    }

    @Test
    void of_many_who_come_at_once_with_the_same_token_one_is_first() throws Exception {
        var tokens = new UsedTokens(database::jdbi, () -> now);
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 12; i++) {
            tries.add(() -> tokens.use("one", LATER));
        }
        int first = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var result : threads.invokeAll(tries)) {
                first += result.get() ? 1 : 0;
            }
        }
        assertThat(first).isEqualTo(1);
    }

    @Test
    void what_is_over_is_forgotten() {
        var tokens = new UsedTokens(database::jdbi, () -> now);
        tokens.use("one", LATER);
        now = LATER.plusSeconds(1);
        tokens.use("another", LATER.plusSeconds(300));

        int rows =
                database.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery("SELECT count(*) FROM used_voice_tokens")
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(rows).isEqualTo(1);
    }
}
