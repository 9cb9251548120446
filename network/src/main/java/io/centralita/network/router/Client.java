package io.centralita.network.router;

import org.jspecify.annotations.Nullable;

/// One customer of a router.
///
/// @param name PPP user, hotspot user, or host name of the lease
/// @param active has a session or a bound lease right now
/// @param problem what is wrong, null where nothing is known to be
public record Client(String name, Service service, boolean active, @Nullable Problem problem) {
    /// What can be wrong with a client, as far as a router knows.
    public enum Problem {
        /// Its line or antenna gives no link; no session.
        NO_LINK,
        /// It logs in again and again.
        REAUTHENTICATING,
        /// Its queue is at the limit and drops.
        SATURATED_QUEUE,
        /// A lease is reserved or offered and never taken.
        LEASE_WAITING,
        /// Another device uses its address.
        LEASE_CONFLICT,
        /// Many packets are lost on its way.
        HIGH_LOSS
    }
}
