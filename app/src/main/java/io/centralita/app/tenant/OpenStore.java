package io.centralita.app.tenant;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.store.TenantStore;
import java.time.InstantSource;

/// The store of tenants, opened for a command. A server that runs beside it takes changes in within
/// seconds.
public final class OpenStore implements AutoCloseable {
    private final Database database;
    private final TenantStore store;

    private OpenStore(Database database) {
        this.database = database;
        store = new TenantStore(database::jdbi, InstantSource.system());
    }

    /// @throws io.centralita.tenant.database.DatabaseUnavailable when it cannot be opened
    public static OpenStore open(DatabaseSettings settings) {
        return new OpenStore(Database.open(settings));
    }

    public TenantStore store() {
        return store;
    }

    @Override
    public void close() {
        database.close();
    }
}
