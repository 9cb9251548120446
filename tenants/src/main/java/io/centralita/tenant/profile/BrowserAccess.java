package io.centralita.tenant.profile;

import java.util.List;

/// How people call a tenant from the pages of its own site.
///
/// @param key where the key is that its site's server asks for tokens with; the key never comes to
///   a page
/// @param origins of the pages that may call; at least one
/// @param callsPerMinute that may begin with its tokens
/// @param callsPerMinuteAndAddress of one caller's address among them
public record BrowserAccess(
        SecretReference key,
        List<WebOrigin> origins,
        int callsPerMinute,
        int callsPerMinuteAndAddress) {
    public static final int STANDARD_CALLS = 30;
    public static final int STANDARD_CALLS_OF_AN_ADDRESS = 5;

    public BrowserAccess {
        origins = List.copyOf(origins);
    }
}
