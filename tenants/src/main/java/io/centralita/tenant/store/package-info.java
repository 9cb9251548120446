/// Tenants in the database, versioned, and in memory for calls.
///
/// Threads: [io.centralita.tenant.store.TenantDirectory] owns one platform thread, which reads the
/// database. [io.centralita.tenant.store.TenantStore] blocks whoever uses it;
/// [io.centralita.tenant.store.TenantDirectory#now] nobody.
///
/// Locks: one in the directory, held while changes are read; calls do not take it.
@NullMarked
package io.centralita.tenant.store;

import org.jspecify.annotations.NullMarked;
