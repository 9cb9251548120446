package io.centralita.tenant.store;

import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.profile.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The tables `tenants`, `tenant_versions` and `tenant_numbers`. Blocks.
final class TenantTables {
    /// Versions that are kept of one tenant; the oldest go first.
    private static final int KEPT_VERSIONS = 500;

    private static final String PUT =
            """
            INSERT INTO tenants (id, version, document, changed_at, changed_by)
            VALUES (:id, :version, :document, :at, :by)
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, document = excluded.document,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            WHERE tenants.version = :version - 1
            """;

    private static final String KEEP =
            """
            INSERT INTO tenant_versions (tenant, version, document, changed_at, changed_by)
            VALUES (:id, :version, :document, :at, :by)
            """;

    private static final String TAKE_NUMBER =
            """
            INSERT INTO tenant_numbers (number, tenant) VALUES (:number, :id)
            ON CONFLICT (number) DO NOTHING
            """;

    private TenantTables() {}

    /// @param document null of a deleted tenant
    record Row(String id, long version, @Nullable String document, Instant at, String by) {
        /// 0 of a deleted tenant.
        long liveVersion() {
            return document == null ? 0 : version;
        }
    }

    static Optional<Row> find(Jdbi jdbi, String id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM tenants WHERE id = :id")
                                .bind("id", id)
                                .map((row, _) -> row(row.getString("id"), row))
                                .findOne());
    }

    static List<Row> all(Jdbi jdbi) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM tenants WHERE document IS NOT NULL"
                                                + " ORDER BY id")
                                .map((row, _) -> row(row.getString("id"), row))
                                .list());
    }

    /// Of tenants that are there.
    static Map<String, Long> versions(Jdbi jdbi) {
        var versions = new HashMap<String, Long>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT id, version FROM tenants WHERE document IS NOT"
                                                + " NULL")
                                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                                .forEach(one -> versions.put(one.getKey(), one.getValue())));
        return versions;
    }

    /// Newest first.
    static List<Row> history(Jdbi jdbi, String id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM tenant_versions WHERE tenant = :id"
                                                + " ORDER BY version DESC")
                                .bind("id", id)
                                .map((row, _) -> row(row.getString("tenant"), row))
                                .list());
    }

    static Optional<Row> version(Jdbi jdbi, String id, long version) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM tenant_versions WHERE tenant = :id"
                                                + " AND version = :version")
                                .bind("id", id)
                                .bind("version", version)
                                .map((row, _) -> row(row.getString("tenant"), row))
                                .findOne());
    }

    private static Row row(String id, ResultSet row) throws SQLException {
        return new Row(
                id,
                row.getLong("version"),
                row.getString("document"),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                row.getString("changed_by"));
    }

    /// Writes the version after the one before it, which has to be the present one.
    ///
    /// @param tenant whose numbers are taken; null for a deletion
    /// @return false where somebody else was first, and nothing is written
    static boolean put(Jdbi jdbi, Row row, @Nullable Tenant tenant) throws NumberTaken {
        // The first statement writes: a transaction of SQLite that has only read yet could not.
        return jdbi.inTransaction(
                handle -> {
                    if (write(handle, PUT, row) == 0) {
                        return false;
                    }
                    write(handle, KEEP, row);
                    handle.createUpdate(
                                    "DELETE FROM tenant_versions WHERE tenant = :id AND version <="
                                            + " :version")
                            .bind("id", row.id())
                            .bind("version", row.version() - KEPT_VERSIONS)
                            .execute();
                    takeNumbers(handle, row.id(), tenant);
                    return true;
                });
    }

    private static int write(Handle handle, String statement, Row row) {
        return handle.createUpdate(statement)
                .bind("id", row.id())
                .bind("version", row.version())
                .bind("document", row.document())
                .bind("at", row.at().toEpochMilli())
                .bind("by", row.by())
                .execute();
    }

    private static void takeNumbers(Handle handle, String id, @Nullable Tenant tenant)
            throws NumberTaken {
        handle.createUpdate("DELETE FROM tenant_numbers WHERE tenant = :id")
                .bind("id", id)
                .execute();
        if (tenant == null) {
            return;
        }
        var problems = new ArrayList<TenantProblem>();
        var numbers = tenant.reach().numbers();
        for (int i = 0; i < numbers.size(); i++) {
            if (!numbers.get(i).active()) {
                continue;
            }
            var number = numbers.get(i).number();
            int taken =
                    handle.createUpdate(TAKE_NUMBER)
                            .bind("number", number)
                            .bind("id", id)
                            .execute();
            if (taken == 0) {
                problems.add(
                        new TenantProblem(
                                "numbers[" + i + "]",
                                "number.taken",
                                number,
                                ownerOf(handle, number)));
            }
        }
        if (!problems.isEmpty()) {
            throw new NumberTaken(problems);
        }
    }

    private static String ownerOf(Handle handle, String number) {
        return handle.createQuery("SELECT tenant FROM tenant_numbers WHERE number = :number")
                .bind("number", number)
                .mapTo(String.class)
                .one();
    }
}
