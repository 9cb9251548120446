package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.asterisk.media.MediaFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The range of UDP ports. They are taken in turn, so that what is still under way to a call that
/// is over does not come to the next. Safe from any thread.
final class RtpPorts {
    private static final Logger log = LoggerFactory.getLogger(RtpPorts.class);

    /// Expedited forwarding (RFC 3246) as the upper six bits of the traffic class.
    private static final int VOICE = 46 << 2;

    private final RtpSettings settings;
    private final AtomicInteger turn = new AtomicInteger();

    RtpPorts(RtpSettings settings) {
        this.settings = settings;
    }

    /// A bound socket that never blocks.
    ///
    /// @throws MediaFailure `no-port` where all are taken, `no-socket` where there is no such
    ///   address or the system has no sockets left
    DatagramChannel open() throws MediaFailure {
        @Nullable DatagramChannel socket = null;
        try {
            var address =
                    InetAddress.getByName(settings.bindHost().orElseGet(settings::advertisedHost));
            socket = DatagramChannel.open(family(address));
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.IP_TOS, VOICE);
            bind(socket, address);
            return socket;
        } catch (UnknownHostException e) {
            throw new MediaFailure("no-socket", e);
        } catch (IOException e) {
            close(socket);
            throw new MediaFailure(e instanceof BindException ? "no-port" : "no-socket", e);
        }
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    private void bind(DatagramChannel socket, InetAddress address) throws IOException {
        boolean here = settings.bindHost().isPresent() || isHere(address);
        int range = settings.lastPort() - settings.firstPort() + 1;
        var taken = new BindException("all ports are taken");
        for (int i = 0; i < range; i++) {
            int port = settings.firstPort() + Math.floorMod(turn.getAndIncrement(), range);
            try {
                socket.bind(
                        here ? new InetSocketAddress(address, port) : new InetSocketAddress(port));
                return;
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }

    /// Behind address translation Asterisk is told an address that is not ours.
    private static boolean isHere(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    private static void close(@Nullable DatagramChannel socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("socket did not close");
        }
    }
}
