package io.centralita.app.server;

import io.centralita.app.settings.AsteriskSetup;
import java.net.URI;

/// Where Asterisk and we meet for audio.
///
/// @param advertised what Asterisk is told to send audio to, an IPv6 address without brackets
/// @param bind address of this machine that takes it; `0.0.0.0` where the advertised one is not
///   ours, as behind NAT or in a container
/// @param audioSocket where AudioSocket listens
public record AsteriskPlaces(String advertised, String bind, String audioSocket) {
    /// Any does, where nothing is sent.
    private static final int PORT = 8_088;

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    /// Asks the system for its routes; a name may take some seconds.
    public static AsteriskPlaces of(AsteriskSetup setup) {
        var media = setup.media();
        var ari = setup.ari();
        int port = ari == null ? PORT : ari.url().map(URI::getPort).orElse(PORT);
        var advertised = media.localAddress().orElseGet(() -> towards(media.asteriskHost(), port));
        boolean near =
                (ari == null && media.asteriskHost().isEmpty())
                        || LocalAddress.isLoopback(advertised);
        var bind = LocalAddress.isOurs(advertised) ? advertised : EVERYWHERE;
        return new AsteriskPlaces(
                advertised, bind, media.audioSocketHost().orElse(near ? LOOPBACK : bind));
    }

    private static String towards(String host, int port) {
        return host.isEmpty() ? LOOPBACK : LocalAddress.towards(host, port).getHostAddress();
    }

    /// As in front of a port.
    String advertisedInUrl() {
        return advertised.contains(":") ? "[" + advertised + "]" : advertised;
    }
}
