package io.centralita.tenant.store;

import io.centralita.tenant.profile.Tenant;
import java.time.Instant;

/// A tenant as it is stored.
///
/// @param version from 1
/// @param changedBy what made this version: a command, the API, a roll-back
public record StoredTenant(Tenant tenant, long version, Instant changedAt, String changedBy) {}
