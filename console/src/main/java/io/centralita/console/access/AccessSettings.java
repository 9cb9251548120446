package io.centralita.console.access;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/// Who may use the console from afar, and what stands between them and us.
///
/// @param password of the user `admin`; empty where nobody signs in with one
/// @param identityProvider whether one vouches for people
/// @param trustedProxies what they say of who asks is believed
/// @param publicUrl where the outside reaches us; empty where it does not
public record AccessSettings(
        Optional<ConsolePassword> password,
        boolean identityProvider,
        Predicate<InetAddress> trustedProxies,
        Optional<URI> publicUrl) {
    /// With a plain password or none, behind proxies on this machine.
    public static AccessSettings of(Optional<String> password) {
        return new AccessSettings(
                password.map(ConsolePassword.Plain::new),
                false,
                InetAddress::isLoopbackAddress,
                Optional.empty());
    }

    /// Whether there is any way in from afar.
    public boolean hasWayIn() {
        return password.isPresent() || identityProvider;
    }
}
