package io.centralita.channel.asterisk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which transports an Asterisk has, by its version and modules (asterisk-measured.md, "Which
/// transport").
public final class Abilities {
    private static final Pattern VERSION =
            Pattern.compile("(?:GIT-|certified[/-])?(\\d+)\\.(\\d+).*");

    /// First minor version of `chan_websocket` with JSON control and marks, by major version.
    private static final Map<Integer, Integer> WEBSOCKET = Map.of(20, 18, 22, 8, 23, 2);

    private Abilities() {}

    /// @param transport its name
    /// @param asteriskConnects whether Asterisk is to open the WebSockets
    /// @param modules that run, with `.so`
    public static boolean has(
            String transport, boolean asteriskConnects, String version, Set<String> modules) {
        return modules.containsAll(modulesOf(transport, asteriskConnects))
                && (!transport.equals("websocket") || takesMarks(version));
    }

    /// What a transport needs of Asterisk, the most telling module first.
    ///
    /// @param transport its name
    /// @param asteriskConnects whether Asterisk is to open the WebSockets
    public static List<String> modulesOf(String transport, boolean asteriskConnects) {
        return switch (transport) {
            case "websocket" ->
                    List.of(
                            "chan_websocket.so",
                            asteriskConnects ? "res_websocket_client.so" : "res_http_websocket.so");
            case "audiosocket" -> List.of("chan_audiosocket.so", "res_audiosocket.so");
            case "rtp" -> List.of("chan_rtp.so", "res_rtp_asterisk.so");
            default -> throw new IllegalArgumentException("no transport: " + transport);
        };
    }

    /// A version that cannot be read is somebody's own and as new as its module.
    private static boolean takesMarks(String version) {
        var parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return true;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return major > 23 || minor >= WEBSOCKET.getOrDefault(major, Integer.MAX_VALUE);
    }
}
