package io.centralita.fake.asterisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The UDP sockets of one Asterisk. A thread waits for all of them and hands over to the event loop
/// what came, in one go: hundreds of calls cost few turns of the loop.
final class UdpPorts {
    private static final int LARGEST = 65_536;

    private final Loop loop;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

    UdpPorts(Loop loop) {
        this.loop = loop;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fake-asterisk-udp").start(this::watch);
    }

    /// Takes what arrives at a socket. On the event loop.
    interface Receiver {
        /// @param source host and port
        void arrived(byte[] packet, String source);
    }

    /// A socket. Belongs to the event loop.
    final class Port {
        private final DatagramChannel channel;
        private final Receiver receiver;
        private @Nullable InetSocketAddress last;
        private String source = "";

        private Port(DatagramChannel channel, Receiver receiver) {
            this.channel = channel;
            this.receiver = receiver;
        }

        int number() {
            return channel.socket().getLocalPort();
        }

        /// What the network does not take is lost.
        void send(byte[] packet, InetSocketAddress to) {
            try {
                channel.send(ByteBuffer.wrap(packet), to);
            } catch (IOException _) {
                // Nobody is there any more, or the socket is closed.
            }
        }

        void close() {
            try {
                channel.close();
                selector.wakeup();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read(List<Runnable> arrivals) throws IOException {
            while (true) {
                buffer.clear();
                if (!(channel.receive(buffer) instanceof InetSocketAddress from)) {
                    return;
                }
                if (!from.equals(last)) {
                    last = from;
                    source = from.getAddress().getHostAddress() + ":" + from.getPort();
                }
                var packet = new byte[buffer.flip().remaining()];
                buffer.get(packet);
                var known = source;
                arrivals.add(() -> receiver.arrived(packet, known));
            }
        }
    }

    /// A socket at a free port.
    Port open(String host, Receiver receiver) throws IOException {
        var channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
        channel.configureBlocking(false);
        var port = new Port(channel, receiver);
        channel.register(selector, SelectionKey.OP_READ, port);
        selector.wakeup();
        return port;
    }

    private void watch() {
        try {
            while (selector.isOpen()) {
                var arrivals = new ArrayList<Runnable>();
                selector.select(key -> read(key, arrivals));
                if (!arrivals.isEmpty()) {
                    loop.post(() -> arrivals.forEach(Runnable::run));
                }
            }
        } catch (ClosedSelectorException _) {
            // The Asterisk is closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(SelectionKey key, List<Runnable> arrivals) {
        try {
            if (key.isValid() && key.attachment() instanceof Port port) {
                port.read(arrivals);
            }
        } catch (IOException _) {
            key.cancel();
        }
    }

    void close() {
        try {
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
