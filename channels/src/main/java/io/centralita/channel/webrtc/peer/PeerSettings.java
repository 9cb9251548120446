package io.centralita.channel.webrtc.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How connections are made.
///
/// @param limit connections at once
/// @param firstPort of the range of UDP ports, one for each connection and IP family; 0: any
/// @param lastPort of it
/// @param advertised addresses that are told instead of our own, one for each IP family at most:
///   those of the outside where a translator (1:1 NAT) leads to us
/// @param servers STUN and TURN servers that we ask for our own addresses
/// @param tcp whether connections over TCP are taken too, at ports of the same range
/// @param gathering how long an answer waits for candidates, at most
/// @param patience how long a connection may be without the other side before it is closed
/// @param dataChannel the label of the channel for texts; others are refused
public record PeerSettings(
        int limit,
        int firstPort,
        int lastPort,
        List<String> advertised,
        List<Server> servers,
        boolean tcp,
        Duration gathering,
        Duration patience,
        String dataChannel) {
    public static final int LIMIT = 200;

    /// What a limit may be.
    public static final int MOST = 10_000;

    public static final int FIRST_PORT = 32_200;
    public static final int LAST_PORT = 32_767;
    public static final String DATA_CHANNEL = "oai-events";

    /// For a server.
    public static final PeerSettings DEFAULT =
            new PeerSettings(
                    LIMIT,
                    FIRST_PORT,
                    LAST_PORT,
                    List.of(),
                    List.of(),
                    false,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    DATA_CHANNEL);

    public PeerSettings {
        advertised = List.copyOf(advertised);
        servers = List.copyOf(servers);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to 10000, not " + limit);
        }
        boolean any = firstPort == 0 && lastPort == 0;
        if (!any && (firstPort < 1_024 || lastPort > 65_535 || firstPort > lastPort)) {
            throw new IllegalArgumentException(
                    "ports must be a range within 1024 to 65535, not "
                            + firstPort
                            + "-"
                            + lastPort);
        }
        if (gathering.compareTo(Duration.ofMillis(50)) < 0
                || gathering.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("gathering must be 50 ms to 10 s, not " + gathering);
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0
                || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("patience must be 1 s to 1 h, not " + patience);
        }
    }

    public PeerSettings atMost(int connections) {
        return new PeerSettings(
                connections,
                firstPort,
                lastPort,
                advertised,
                servers,
                tcp,
                gathering,
                patience,
                dataChannel);
    }

    public PeerSettings ports(int first, int last) {
        return new PeerSettings(
                limit, first, last, advertised, servers, tcp, gathering, patience, dataChannel);
    }

    public PeerSettings advertised(List<String> addresses) {
        return new PeerSettings(
                limit,
                firstPort,
                lastPort,
                addresses,
                servers,
                tcp,
                gathering,
                patience,
                dataChannel);
    }

    public PeerSettings servers(List<Server> all) {
        return new PeerSettings(
                limit, firstPort, lastPort, advertised, all, tcp, gathering, patience, dataChannel);
    }

    public PeerSettings patience(Duration atMost) {
        return new PeerSettings(
                limit,
                firstPort,
                lastPort,
                advertised,
                servers,
                tcp,
                gathering,
                atMost,
                dataChannel);
    }

    /// @param tcp whether connections over TCP are taken too
    public PeerSettings overTcp(boolean tcp) {
        return new PeerSettings(
                limit,
                firstPort,
                lastPort,
                advertised,
                servers,
                tcp,
                gathering,
                patience,
                dataChannel);
    }

    /// A STUN or TURN server.
    ///
    /// @param urls `stun:…`, `turn:…`, `turns:…`
    /// @param login for TURN
    public record Server(List<String> urls, Optional<Login> login) {
        public Server {
            urls = List.copyOf(urls);
        }
    }

    /// What a TURN server wants to know. Does not print.
    public record Login(String username, String credential) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }
}
