package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import io.centralita.channel.webrtc.peer.PeerSettings;
import java.net.NetworkInterface;
import java.net.SocketException;

/// Our settings in the library's terms.
final class Configuration {
    private static final int NO_TCP = 0x8;

    /// `PORTALLOCATOR_DISABLE_ADAPTER_ENUMERATION`: without it there are no candidates on a machine
    /// that has nothing but loopback.
    private static final int NO_ENUMERATION = 0x400;

    private Configuration() {}

    static RTCConfiguration of(PeerSettings settings) {
        var configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        int flags = (settings.tcp() ? 0 : NO_TCP) | (onlyLoopback() ? NO_ENUMERATION : 0);
        configuration.portAllocatorConfig =
                new PortAllocatorConfig(settings.firstPort(), settings.lastPort(), flags);
        for (var server : settings.servers()) {
            configuration.iceServers.add(server(server));
        }
        return configuration;
    }

    private static RTCIceServer server(PeerSettings.Server server) {
        var known = new RTCIceServer();
        known.urls.addAll(server.urls());
        server.login()
                .ifPresent(
                        login -> {
                            known.username = login.username();
                            known.password = login.credential();
                        });
        return known;
    }

    private static boolean onlyLoopback() {
        try {
            return NetworkInterface.networkInterfaces().noneMatch(Configuration::leadsOut);
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean leadsOut(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && network.inetAddresses().count() > 0;
        } catch (SocketException _) {
            return false;
        }
    }
}
