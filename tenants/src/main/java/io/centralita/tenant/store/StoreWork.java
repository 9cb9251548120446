package io.centralita.tenant.store;

/// Something to be done with the store.
public interface StoreWork<T> {
    T with(TenantStore store) throws VersionConflict, NumberTaken;
}
