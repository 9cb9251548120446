package io.centralita.tenant.store;

import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantTables.Row;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tenants in the database, with every version they have had. Safe for any number of threads, and
/// of processes: a change needs the version it was made of. Blocks; not for calls.
public final class TenantStore {
    private static final Logger log = LoggerFactory.getLogger(TenantStore.class);
    private static final int LONGEST_BY = 100;

    private final Supplier<Jdbi> database;
    private final InstantSource clock;

    /// @param database as it is now, asked for each piece of work
    public TenantStore(Supplier<Jdbi> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<StoredTenant> find(String id) {
        return TenantTables.find(database.get(), id).flatMap(TenantStore::stored);
    }

    /// By id.
    public List<StoredTenant> all() {
        return TenantTables.all(database.get()).stream()
                .flatMap(row -> stored(row).stream())
                .toList();
    }

    /// The present version of each tenant.
    public Map<String, Long> versions() {
        return TenantTables.versions(database.get());
    }

    /// Newest first; also of a tenant that was deleted.
    public List<TenantVersion> history(String id) {
        return TenantTables.history(database.get(), id).stream()
                .map(
                        row ->
                                new TenantVersion(
                                        row.version(), row.at(), row.by(), row.document() == null))
                .toList();
    }

    /// As it was; empty where there is no such version, or it is the deletion.
    public Optional<StoredTenant> find(String id, long version) {
        return TenantTables.version(database.get(), id, version).flatMap(TenantStore::stored);
    }

    /// Writes a new version; one that says the same as the present one is none.
    ///
    /// @param expected the version the tenant was read at; 0 where there should be none
    /// @param by what makes the change
    public StoredTenant save(Tenant tenant, long expected, String by)
            throws VersionConflict, NumberTaken {
        var jdbi = database.get();
        var present = TenantTables.find(jdbi, tenant.id());
        requireVersion(tenant.id(), present, expected);
        var document = TenantDocument.writeJson(tenant);
        if (present.isPresent() && document.equals(present.get().document())) {
            var same = present.get();
            return new StoredTenant(tenant, same.version(), same.at(), same.by());
        }
        var row = next(tenant.id(), present, document, by);
        put(jdbi, row, tenant);
        return new StoredTenant(tenant, row.version(), row.at(), row.by());
    }

    /// Its versions stay.
    public void delete(String id, long expected, String by) throws VersionConflict {
        var jdbi = database.get();
        var present = TenantTables.find(jdbi, id);
        requireVersion(id, present, expected);
        if (expected == 0) {
            return;
        }
        try {
            put(jdbi, next(id, present, null, by), null);
        } catch (NumberTaken e) {
            throw new IllegalStateException("a deleted tenant takes no numbers", e);
        }
    }

    /// Makes an earlier version the newest, of a deleted tenant too.
    ///
    /// @return empty where there is no such version
    public Optional<StoredTenant> rollBack(String id, long version, long expected, String by)
            throws VersionConflict, NumberTaken {
        var earlier = find(id, version);
        return earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(save(earlier.get().tenant(), expected, by));
    }

    private static void requireVersion(String id, Optional<Row> present, long expected)
            throws VersionConflict {
        long current = present.map(Row::liveVersion).orElse(0L);
        if (current != expected) {
            throw new VersionConflict(id, current);
        }
    }

    private Row next(String id, Optional<Row> present, @Nullable String document, String by) {
        return new Row(
                id,
                present.map(Row::version).orElse(0L) + 1,
                document,
                clock.instant(),
                by.substring(0, Math.min(by.length(), LONGEST_BY)));
    }

    private static void put(Jdbi jdbi, Row row, @Nullable Tenant tenant)
            throws VersionConflict, NumberTaken {
        if (!TenantTables.put(jdbi, row, tenant)) {
            throw new VersionConflict(
                    row.id(), TenantTables.find(jdbi, row.id()).map(Row::liveVersion).orElse(0L));
        }
        log.atInfo()
                .addKeyValue("tenant", row.id())
                .addKeyValue("version", row.version())
                .addKeyValue("by", row.by())
                .log(tenant == null ? "tenant deleted" : "tenant changed");
    }

    /// A document of another version of the program may have what this one does not take: what is
    /// right of it counts.
    private static Optional<StoredTenant> stored(Row row) {
        var document = row.document();
        if (document == null) {
            return Optional.empty();
        }
        var reading = TenantDocument.readJson(document);
        if (!reading.problems().isEmpty()) {
            log.atWarn()
                    .addKeyValue("tenant", row.id())
                    .addKeyValue("version", row.version())
                    .addKeyValue(
                            "paths", reading.problems().stream().map(TenantProblem::path).toList())
                    .log("a stored tenant is not understood whole");
        }
        return reading.tenant()
                .map(tenant -> new StoredTenant(tenant, row.version(), row.at(), row.by()));
    }
}
