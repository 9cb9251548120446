package io.centralita.tenant.store;

import java.time.Instant;

/// One state a tenant has had.
///
/// @param deleted whether it is the deletion
public record TenantVersion(long version, Instant changedAt, String changedBy, boolean deleted) {}
