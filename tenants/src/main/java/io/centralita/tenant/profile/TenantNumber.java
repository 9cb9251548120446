package io.centralita.tenant.profile;

/// A number under which the tenant is called.
///
/// @param number E.164
/// @param active whether calls to it are answered
public record TenantNumber(String number, boolean active) {}
