package io.centralita.app.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Addresses of this machine, as others see them.
public final class LocalAddress {
    private LocalAddress() {}

    /// The address from which packets to a host leave: the system is asked for its route, nothing
    /// is sent. Where the host's name means nothing just now, an address of this machine that
    /// others may reach; loopback where there is none.
    ///
    /// @param host a name or an address
    public static InetAddress towards(String host, int port) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            var local = socket.getLocalAddress();
            if (!local.isAnyLocalAddress()) {
                return local;
            }
        } catch (IOException | RuntimeException _) {
            // no route, or no such name: whoever needs better sets LOCAL_IP_ADDRESS
        }
        return anyOther().orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> anyOther() {
        return interfaces().stream()
                .filter(LocalAddress::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
    }

    private static List<NetworkInterface> interfaces() {
        try {
            return NetworkInterface.networkInterfaces().toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp();
        } catch (SocketException _) {
            return false;
        }
    }

    /// All addresses of a host; none where its name means nothing just now.
    static List<InetAddress> allOf(String host) {
        try {
            return host.isEmpty() ? List.of() : List.of(InetAddress.getAllByName(host));
        } catch (IOException _) {
            return List.of();
        }
    }

    /// Whether a host is this machine, by its loopback.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether sockets can be bound to an address here.
    public static boolean isOurs(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (IOException _) {
            return false;
        }
    }
}
