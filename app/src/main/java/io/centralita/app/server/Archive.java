package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.memory.CallerMemories;
import io.centralita.tenant.record.SqlCallRecords;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.store.TenantStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/// What outlives a call: tenants, records of calls, what they cost, what is remembered of callers.
///
/// @param policies what tenants want to be kept
record Archive(
        Database database,
        TenantDirectory tenants,
        TenantPolicies policies,
        SqlCallRecords calls,
        TenantLedgers ledgers,
        CallerMemories memories) {
    /// @param closers gets what has to be closed
    static Archive open(Settings settings, MeterRegistry registry, Closers closers)
            throws StartFailure, InterruptedException {
        var database = closers.add("database", DatabaseOpening.open(settings.data().database()));
        var tenants =
                closers.add(
                        "tenants",
                        TenantDirectory.open(
                                new TenantStore(database::jdbi, Time.SYSTEM::now),
                                TenantDirectory.EVERY));
        var policies =
                new TenantPolicies(
                        tenants::now,
                        settings.calls().language(),
                        ZoneId.systemDefault(),
                        settings.data().retention());
        var calls = closers.add("records", calls(database, policies::retention));
        var ledgers = ledgers(settings.spending(), tenants, calls);
        var memories =
                closers.add(
                                "callers' memory",
                                Remembering.open(
                                        database::jdbi,
                                        calls,
                                        settings.chat(),
                                        new Remembering.Rules(policies::memory, ledgers),
                                        registry,
                                        Time.SYSTEM))
                        .memories();
        return new Archive(database, tenants, policies, calls, ledgers, memories);
    }

    /// @param retention of a tenant
    private static SqlCallRecords calls(
            Database database, Function<String, Optional<Duration>> retention) throws StartFailure {
        try {
            return SqlCallRecords.open(database, InstantSource.system(), retention);
        } catch (DatabaseUnavailable e) {
            throw new StartFailure("start.no-records", e, String.valueOf(e.getMessage()));
        }
    }

    private static TenantLedgers ledgers(
            Settings.Spending spending, TenantDirectory tenants, CallRecords calls)
            throws StartFailure {
        return new TenantLedgers(
                Books.prices(spending),
                spending.caps(),
                ZoneId.systemDefault(),
                tenants::now,
                calls,
                Time.SYSTEM);
    }
}
