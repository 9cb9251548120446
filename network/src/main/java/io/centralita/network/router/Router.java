package io.centralita.network.router;

/// A router as the operator configured it.
///
/// @param name unique, such as `router-146`; callers also say its number alone
/// @param identity what the router calls itself (`/system/identity`), such as `FIBRA OPTICA`
/// @param address host name or address where it is asked
public record Router(String name, String identity, String address) {
    public Router {
        if (name.isBlank() || identity.isBlank()) {
            throw new IllegalArgumentException("a router needs a name and an identity");
        }
    }
}
