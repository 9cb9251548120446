package io.centralita.network.router;

/// An interface of a router with its traffic right now.
///
/// @param running has link
/// @param disabled switched off on purpose
/// @param dynamic made by the router for a session, such as `<pppoe-user>`
/// @param slave belongs to a bridge or bond
/// @param comment the operator's note, may be empty
/// @param rxBitsPerSecond received now, bit/s
/// @param txBitsPerSecond sent now, bit/s
/// @param rxBytes received since the router started, bytes
/// @param txBytes sent since the router started, bytes
public record NetworkInterface(
        String name,
        Type type,
        boolean running,
        boolean disabled,
        boolean dynamic,
        boolean slave,
        String comment,
        long rxBitsPerSecond,
        long txBitsPerSecond,
        long rxBytes,
        long txBytes) {

    /// The kinds worth telling apart.
    public enum Type {
        ETHERNET,
        SFP,
        WIRELESS,
        BRIDGE,
        VLAN,
        PPPOE,
        OTHER;

        /// True for what one can plug something into.
        public boolean isPort() {
            return this == ETHERNET || this == SFP || this == WIRELESS;
        }
    }

    /// A port that is switched on, without link and without a duty.
    public boolean isFree() {
        return type.isPort() && !disabled && !running && !dynamic && !slave;
    }

    public long bitsPerSecond() {
        return rxBitsPerSecond + txBitsPerSecond;
    }
}
