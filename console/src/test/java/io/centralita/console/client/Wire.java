package io.centralita.console.client;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The only way between a browser and the stand-in: UDP packets in both directions, until it is
/// cut.
final class Wire implements AutoCloseable {
    /// RFC 8839 §5.1; IPv4 only.
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "a=candidate:(\\S+) (\\d+) udp (\\d+) (\\d+\\.\\d+\\.\\d+\\.\\d+) (\\d+) typ host.*");

    private final DatagramSocket towardsBrowser;
    private final DatagramSocket towardsServer;
    private final SocketAddress server;
    private final AtomicReference<SocketAddress> browser = new AtomicReference<>();
    private volatile boolean cut;

    private Wire(InetAddress address, int port) throws IOException {
        server = new InetSocketAddress(address, port);
        towardsBrowser = new DatagramSocket(0, address);
        towardsServer = new DatagramSocket(0, address);
        Thread.ofVirtual().start(() -> carry(towardsBrowser, towardsServer));
        Thread.ofVirtual().start(() -> carry(towardsServer, towardsBrowser));
    }

    /// The wire that leads to where an answer says that the server is.
    static Wire to(String answer) throws IOException {
        var found = CANDIDATE.matcher(answer);
        if (!found.find()) {
            throw new IOException("no UDP candidate in " + answer);
        }
        return new Wire(InetAddress.ofLiteral(found.group(4)), Integer.parseInt(found.group(5)));
    }

    /// The answer, with our end of the wire as the only place to go.
    String through(String answer) {
        var ours =
                "a=candidate:1 1 udp 2122260223 %s %d typ host"
                        .formatted(
                                towardsBrowser.getLocalAddress().getHostAddress(),
                                towardsBrowser.getLocalPort());
        return answer.lines()
                .filter(
                        line ->
                                !line.startsWith("a=candidate:")
                                        || CANDIDATE.matcher(line).matches())
                .map(line -> line.startsWith("a=candidate:") ? ours : line)
                .distinct()
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /// An offer that does not say where the browser is: it has to come by the wire.
    static String without(String offer) {
        return offer.lines()
                .filter(line -> !line.startsWith("a=candidate:"))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    void cut(boolean now) {
        cut = now;
    }

    private void carry(DatagramSocket from, DatagramSocket to) {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        while (!from.isClosed()) {
            try {
                packet.setLength(2_048);
                from.receive(packet);
                if (from == towardsBrowser) {
                    browser.set(packet.getSocketAddress());
                }
                var there = from == towardsBrowser ? server : browser.get();
                if (!cut && there != null) {
                    to.send(new DatagramPacket(packet.getData(), packet.getLength(), there));
                }
            } catch (IOException _) {
                // Closed, or the other side is: what is lost is lost.
            }
        }
    }

    @Override
    public void close() {
        towardsBrowser.close();
        towardsServer.close();
    }
}
