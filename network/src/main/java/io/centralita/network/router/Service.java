package io.centralita.network.router;

/// By what means a client is connected.
public enum Service {
    PPPOE,
    HOTSPOT,
    DHCP
}
