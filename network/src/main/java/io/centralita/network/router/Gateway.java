package io.centralita.network.router;

/// A default route.
///
/// @param address of the next hop
/// @param interfaceName where it leaves (`immediate-gw`), empty where the router does not say
/// @param active carries traffic now
/// @param disabled switched off on purpose
/// @param distance 1 to 255, the lowest active one wins
public record Gateway(
        String address,
        String interfaceName,
        boolean active,
        boolean disabled,
        int distance,
        Check check) {

    /// How the router watches the next hop (`check-gateway`).
    public enum Check {
        NONE,
        ARP,
        PING,
        BFD
    }
}
