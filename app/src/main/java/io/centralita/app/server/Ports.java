package io.centralita.app.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Who has a port. Asked of the system by trying, because every transport of the network library
/// reports a port that is taken by another exception.
final class Ports {
    private Ports() {}

    /// @param port 0 is never taken
    /// @param setting that names the port
    static void requireFree(String host, int port, String setting) throws StartFailure {
        if (port == 0) {
            return;
        }
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (BindException e) {
            free(host); // fails where the address itself is not ours
            throw new StartFailure("start.port-taken", e, setting, String.valueOf(port));
        } catch (IOException e) {
            throw new StartFailure("start.no-listen", e, host, String.valueOf(e.getMessage()));
        }
    }

    /// A port that nobody has just now.
    static int free(String host) throws StartFailure {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, 0));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("start.no-listen", e, host, String.valueOf(e.getMessage()));
        }
    }
}
