package io.centralita.fake.oidc;

/// A client that is registered with the provider.
///
/// @param redirect where people are sent back to, to the letter
public record Client(String id, String secret, String redirect) {}
