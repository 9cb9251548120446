package io.centralita.tenant.profile;

/// Whom callers may be put through to; nobody else.
///
/// @param name as callers say it
/// @param number E.164
public record TransferTarget(String name, String number) {}
