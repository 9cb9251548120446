package io.centralita.channel.asterisk;

import java.util.HashSet;
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

    /// @return names of transports
    public static Set<String> of(String version, Set<String> modules) {
        var has = new HashSet<String>();
        if (modules.contains("chan_websocket.so") && takesMarks(version)) {
            has.add("websocket");
        }
        if (modules.contains("chan_audiosocket.so")) {
            has.add("audiosocket");
        }
        if (modules.contains("chan_rtp.so")) {
            has.add("rtp");
        }
        return has;
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
