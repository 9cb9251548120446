package io.centralita.channel.webrtc.peer.onvoid;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.OptionalInt;

/// A machine that has nothing but loopback: one without a network, or the inside of a test.
///
/// The library has no candidates there, whatever it is told, but its sockets are reached all the
/// same. So it is given two ports that we know, one for the way and one for the next (ICE restart),
/// and we tell them ourselves.
final class Loopback {
    private static final int ATTEMPTS = 20;
    private static final int HIGHEST = 65_534;

    private Loopback() {}

    /// The first of two free ports, where there is nothing but loopback.
    static OptionalInt ports() {
        if (!only()) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            try (var first = new DatagramSocket()) {
                int port = first.getLocalPort();
                if (port < HIGHEST && isFree(port + 1)) {
                    return OptionalInt.of(port);
                }
            } catch (IOException _) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean only() {
        try {
            return NetworkInterface.networkInterfaces().noneMatch(Loopback::leadsOut);
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean leadsOut(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && network.inetAddresses().findAny().isPresent();
        } catch (SocketException _) {
            return false;
        }
    }

    /// Our description with both ports as candidates of its first section.
    static String tell(String sdp, int first) {
        var lines = new ArrayList<String>();
        int sections = 0;
        for (var line : sdp.lines().toList()) {
            lines.add(line);
            sections += line.startsWith("m=") ? 1 : 0;
            if (sections == 1 && line.startsWith("c=")) {
                lines.add("a=candidate:1 1 udp 2113937151 127.0.0.1 " + first + " typ host");
                lines.add("a=candidate:1 1 udp 2113937150 127.0.0.1 " + (first + 1) + " typ host");
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }
}
