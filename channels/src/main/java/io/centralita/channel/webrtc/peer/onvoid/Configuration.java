package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import io.centralita.channel.webrtc.peer.PeerSettings;
import java.util.OptionalInt;

/// Our settings in the library's terms.
final class Configuration {
    private static final int NO_TCP = 0x8;

    /// `PORTALLOCATOR_DISABLE_ADAPTER_ENUMERATION`: without it there are no sockets on a machine
    /// that has nothing but loopback.
    private static final int NO_ENUMERATION = 0x400;

    private Configuration() {}

    /// @param loopback the first of two ports, on a machine that has nothing else
    static RTCConfiguration of(PeerSettings settings, OptionalInt loopback) {
        var configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        configuration.portAllocatorConfig = ports(settings, loopback);
        for (var server : settings.servers()) {
            configuration.iceServers.add(server(server));
        }
        return configuration;
    }

    private static PortAllocatorConfig ports(PeerSettings settings, OptionalInt loopback) {
        if (loopback.isPresent()) {
            int first = loopback.getAsInt();
            return new PortAllocatorConfig(first, first + 1, NO_TCP | NO_ENUMERATION);
        }
        return new PortAllocatorConfig(
                settings.firstPort(), settings.lastPort(), settings.tcp() ? 0 : NO_TCP);
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
}
