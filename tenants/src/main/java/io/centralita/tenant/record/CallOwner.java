package io.centralita.tenant.record;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// A process that has calls, from its start to its end.
///
/// @param id another one after each start
/// @param host where it runs, for people
record CallOwner(String id, String host) {
    private static final int LONGEST = 200;

    static CallOwner fresh() {
        return new CallOwner(UUID.randomUUID().toString(), machine());
    }

    private static String machine() {
        var process = ":" + ProcessHandle.current().pid();
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), LONGEST - process.length())) + process;
        } catch (UnknownHostException _) {
            return "localhost" + process;
        }
    }
}
