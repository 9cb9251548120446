package io.centralita.console.access;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// That somebody may use the console.
///
/// @param who their name, or e-mail address; personal
/// @param until when they have to sign in again at the latest; empty where they do not
/// @param valid whether it still holds
public record Grant(How how, String who, Optional<Instant> until, BooleanSupplier valid) {
    /// How they have shown that they may.
    public enum How {
        /// They sit at this machine.
        LOOPBACK,
        /// They have signed in with the password.
        PASSWORD,
        /// An identity provider has vouched for them.
        OIDC,
        /// With HTTP Basic, in this very request.
        BASIC
    }

    private static final String KEY = Grant.class.getName();

    /// One that holds until the request is answered, or a session is made of it.
    public static Grant lasting(How how, String who) {
        return new Grant(how, who, Optional.empty(), () -> true);
    }

    /// Of a request that the console's guard has let pass.
    public static Grant of(RoutingContext request) {
        return Objects.requireNonNull(request.get(KEY), "asked before the guard");
    }

    void attachTo(RoutingContext request) {
        request.put(KEY, this);
    }

    /// False once they have signed out, or have to sign in again. What stays open for long (a
    /// stream of events, a WebSocket) asks every now and then, and ends.
    public boolean isValid() {
        return valid.getAsBoolean();
    }

    /// Whether signing out means anything.
    public boolean isSession() {
        return how == How.PASSWORD || how == How.OIDC;
    }
}
