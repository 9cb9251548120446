package io.centralita.network.router;

import java.time.Duration;
import java.util.List;

/// Where facts about routers come from.
///
/// Every read asks the router at that moment. Reads may block and are interrupted when nobody waits
/// any more; an implementation bounds by itself how many of them reach one router at once.
public interface RouterSource extends AutoCloseable {
    /// The configured routers in the operator's order. Does not block.
    List<Router> routers();

    /// Who is, or should be, connected: `/ppp/active`, `/ip/hotspot/active` and
    /// `/ip/dhcp-server/lease`, with what logs and queues say about their troubles.
    ///
    /// @param within at most this long, more than zero
    List<Client> clients(Router router, Duration within)
            throws RouterUnavailable, InterruptedException;

    /// `/interface` with `monitor-traffic once`.
    List<NetworkInterface> interfaces(Router router, Duration within)
            throws RouterUnavailable, InterruptedException;

    /// `/ip/route` filtered by `dst-address=0.0.0.0/0`.
    List<Gateway> gateways(Router router, Duration within)
            throws RouterUnavailable, InterruptedException;

    /// `/system/resource` and the temperature of `/system/health`.
    Resource resource(Router router, Duration within)
            throws RouterUnavailable, InterruptedException;

    /// Lets go of connections; reads under way fail as unreachable.
    @Override
    default void close() {}
}
