package io.centralita.tenant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.profile.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class TenantStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final TestDatabase fresh;
    private final Database database;
    private final TenantStore store;

    TenantStoreTest(DatabaseKind kind) {
        fresh = kind.fresh();
        database = fresh.open();
        store = new TenantStore(database::jdbi, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        database.close();
        fresh.close();
    }

    @Test
    void every_change_is_a_version_and_every_version_can_be_read() throws Exception {
        var first = store.save(named("norte", "Uno"), 0, "test");
        var second = store.save(named("norte", "Dos"), 1, "another");

        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(store.find("norte")).contains(second);
        assertThat(store.find("norte", 1)).contains(first);
        assertThat(store.history("norte"))
                .containsExactly(
                        new TenantVersion(2, NOON, "another", false),
                        new TenantVersion(1, NOON, "test", false));
        assertThat(store.find("sur")).isEmpty();
    }

    @Test
    void what_says_the_same_is_no_version() throws Exception {
        store.save(named("norte", "Uno"), 0, "test");

        assertThat(store.save(named("norte", "Uno"), 1, "again").version()).isEqualTo(1);
        assertThat(store.history("norte")).hasSize(1);
    }

    @Test
    void a_change_of_an_older_version_is_refused_and_changes_nothing() throws Exception {
        store.save(named("norte", "Uno"), 0, "test");
        store.save(named("norte", "Dos"), 1, "test");

        for (long wrong : List.of(0L, 1L, 3L)) {
            var conflict =
                    catchThrowableOfType(
                            VersionConflict.class,
                            () -> store.save(named("norte", "Tres"), wrong, "test"));
            assertThat(conflict.current()).isEqualTo(2);
        }
        assertThatThrownBy(() -> store.save(named("sur", "Sur"), 1, "test"))
                .isInstanceOf(VersionConflict.class);
        assertThat(store.find("norte").orElseThrow().tenant().company().name()).isEqualTo("Dos");
        assertThat(store.history("norte")).hasSize(2);
    }

    @Test
    void of_many_who_change_one_version_one_succeeds() throws Exception {
        store.save(named("norte", "Uno"), 0, "test");
        var refused = new AtomicInteger();
        var work = new ArrayList<Callable<Long>>();
        for (int i = 0; i < 8; i++) {
            var name = "Cambio " + i;
            work.add(
                    () -> {
                        try {
                            return store.save(named("norte", name), 1, name).version();
                        } catch (VersionConflict _) {
                            refused.incrementAndGet();
                            return 0L;
                        }
                    });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(work)) {
                result.get();
            }
        }

        assertThat(refused).hasValue(7);
        assertThat(store.history("norte")).hasSize(2);
        assertThat(store.find("norte").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void an_earlier_version_can_be_the_newest_again_of_a_deleted_tenant_too() throws Exception {
        store.save(named("norte", "Uno"), 0, "test");
        store.save(named("norte", "Dos"), 1, "test");

        assertThat(store.rollBack("norte", 1, 2, "back").orElseThrow().version()).isEqualTo(3);
        store.delete("norte", 3, "gone");
        assertThat(store.find("norte")).isEmpty();
        assertThat(store.all()).isEmpty();
        assertThat(store.history("norte").getFirst().deleted()).isTrue();
        var again = store.rollBack("norte", 2, 0, "back").orElseThrow();

        assertThat(again.version()).isEqualTo(5);
        assertThat(again.tenant().company().name()).isEqualTo("Dos");
        assertThat(store.rollBack("norte", 4, 5, "the deletion")).isEmpty();
        assertThat(store.rollBack("norte", 99, 5, "never was")).isEmpty();
    }

    @Test
    void an_active_number_belongs_to_one_tenant_only() throws Exception {
        store.save(read("id: norte\nnumbers: ['+34910000000', '+34910000001']"), 0, "test");
        var sur = read("id: sur\nnumbers: ['+34910000002', '+34910000001']");

        var taken = catchThrowableOfType(NumberTaken.class, () -> store.save(sur, 0, "test"));

        assertThat(taken.problems())
                .containsExactly(
                        new TenantProblem("numbers[1]", "number.taken", "+34910000001", "norte"));
        assertThat(taken.problems().getFirst().text(Locale.ENGLISH)).contains("norte");
        assertThat(store.find("sur")).isEmpty();
        assertThat(store.history("sur")).isEmpty();
    }

    @Test
    void a_number_that_is_given_up_in_any_way_is_free() throws Exception {
        var sur = read("id: sur\nnumbers: ['+34910000001']");
        store.save(read("id: norte\nnumbers: ['+34910000001']"), 0, "test");
        store.save(read("id: norte\nnumbers: [{number: '+34910000001', active: false}]"), 1, "t");

        assertThat(store.save(sur, 0, "test").version()).isEqualTo(1);
        assertThatThrownBy(() -> store.rollBack("norte", 1, 2, "back"))
                .isInstanceOf(NumberTaken.class);
        store.delete("sur", 1, "test");
        assertThat(store.rollBack("norte", 1, 2, "back")).isPresent();
    }

    @Test
    void a_document_that_is_not_understood_whole_serves_as_far_as_it_is() throws Exception {
        store.save(named("norte", "Uno"), 0, "test");
        database.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE tenants SET document ="
                                                + " '{\"id\":\"norte\",\"voice\":\"v\",\"later\":1}'"));

        assertThat(store.find("norte").orElseThrow().tenant().manner().voice()).isEqualTo("v");
    }

    static Tenant named(String id, String name) {
        return read("id: " + id + "\ncompany: {name: " + name + "}");
    }

    static Tenant read(String yaml) {
        var reading = TenantDocument.readYaml(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.right().orElseThrow();
    }
}
