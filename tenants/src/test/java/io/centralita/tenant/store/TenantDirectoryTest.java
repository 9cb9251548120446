package io.centralita.tenant.store;

import static io.centralita.tenant.store.TenantStoreTest.named;
import static io.centralita.tenant.store.TenantStoreTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.profile.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TenantDirectoryTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir Path directory;

    @Test
    void changes_of_another_process_are_taken_in_and_what_was_read_before_stays_as_it_was()
            throws Exception {
        try (var database = open()) {
            var theirs = new TenantStore(database::jdbi, InstantSource.system());
            var ours = new TenantStore(database::jdbi, InstantSource.system());
            theirs.save(named("norte", "Uno"), 0, "test");
            theirs.save(named("sur", "Sur"), 0, "test");
            try (var tenants = TenantDirectory.open(ours, NEVER)) {
                var before = tenants.now();
                theirs.save(named("norte", "Dos"), 1, "test");
                theirs.delete("sur", 1, "test");
                theirs.save(named("este", "Este"), 0, "test");
                tenants.refresh();

                assertThat(ids(tenants.now())).containsExactly("este", "norte");
                assertThat(name(tenants.now().find("norte"))).isEqualTo("Dos");
                assertThat(name(before.find("norte"))).isEqualTo("Uno");
                assertThat(ids(before)).containsExactly("norte", "sur");
            }
        }
    }

    @Test
    void a_database_that_is_gone_leaves_everything_as_it_was() throws Exception {
        try (var database = open()) {
            var gone = new AtomicBoolean();
            var store =
                    new TenantStore(
                            () -> {
                                if (gone.get()) {
                                    throw new DatabaseUnavailable("gone", null);
                                }
                                return database.jdbi();
                            },
                            InstantSource.system());
            store.save(named("norte", "Uno"), 0, "test");
            try (var tenants = TenantDirectory.open(store, NEVER)) {
                gone.set(true);

                assertThatThrownBy(tenants::refresh).isInstanceOf(DatabaseUnavailable.class);
                assertThatThrownBy(() -> tenants.work(TenantStore::all))
                        .isInstanceOf(StoreUnavailable.class);
                assertThat(name(tenants.now().find("norte"))).isEqualTo("Uno");
            }
        }
    }

    @Test
    void nothing_on_the_way_of_a_call_touches_the_database() throws Exception {
        try (var database = open()) {
            var asked = new int[1];
            var store =
                    new TenantStore(
                            () -> {
                                asked[0]++;
                                return database.jdbi();
                            },
                            InstantSource.system());
            store.save(read("id: norte\nnumbers: ['+34910000000']"), 0, "test");
            try (var tenants = TenantDirectory.open(store, NEVER)) {
                int before = asked[0];
                assertThat(tenants.now().answering("+34910000000")).isPresent();
                assertThat(tenants.now().answering("+34910000009")).isEmpty();
                assertThat(asked[0]).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+34910000000, norte",
        "0034910000000, norte",
        "34910000000, norte",
        "910000000, norte",
        "0910000000, norte",
        "sip:910000000@10.0.0.1, norte",
        "+14155552671, sur",
        "4155552671, sur",
        "+34910000001, ",
        "910000001, ",
        "100, ",
        "+14155559999, ",
        "'', default",
        "gpt-realtime, default",
    })
    void numbers_are_found_however_they_were_dialled(String dialled, String tenant) {
        var snapshot =
                snapshot(
                        "id: norte\nnumbers: ['+34910000000', {number: '+34910000001', active: no}]",
                        "id: sur\nnumbers: ['+14155552671']");

        assertThat(snapshot.answering(dialled).map(Tenant::id))
                .isEqualTo(Optional.ofNullable(tenant));
    }

    @Test
    void a_national_number_that_fits_two_tenants_is_nobodys() {
        var snapshot =
                snapshot(
                        "id: norte\nnumbers: ['+34910000000']",
                        "id: sur\nnumbers: ['+49910000000']");

        assertThat(snapshot.answering("910000000")).isEmpty();
        assertThat(snapshot.answering("+49910000000").map(Tenant::id)).contains("sur");
    }

    @Test
    void while_no_number_is_assigned_the_default_tenant_answers_every_number() {
        assertThat(TenantSnapshot.EMPTY.answering("+34910000000").map(Tenant::id))
                .contains("default");
        assertThat(snapshot("id: norte").answering("+34910000000").map(Tenant::id))
                .contains("default");
        assertThat(name(snapshot("id: default\ncompany: {name: La casa}").answering("123456")))
                .isEqualTo("La casa");
        assertThat(
                        snapshot("id: n\nnumbers: [{number: '+34910000000', active: no}]")
                                .answering("+34910000000"))
                .isEmpty();
    }

    private Database open() {
        return Database.open(DatabaseSettings.parse("sqlite:" + directory.resolve("test.db")));
    }

    private static TenantSnapshot snapshot(String... documents) {
        return new TenantSnapshot(
                Stream.of(documents)
                        .map(text -> new StoredTenant(read(text), 1, Instant.EPOCH, "test"))
                        .toList());
    }

    private static List<String> ids(TenantSnapshot snapshot) {
        return snapshot.all().stream().map(one -> one.tenant().id()).toList();
    }

    private static String name(Optional<Tenant> tenant) {
        return tenant.orElseThrow().company().name();
    }
}
