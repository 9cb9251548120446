package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket of ours that waits for Asterisk's end of the call. Thread-safe; its lock guards its
/// state and nothing else.
final class PreparedRtp implements PreparedMedia {
    /// Where Asterisk's end is, as variables of the media channel.
    static final String ADDRESS = "UNICASTRTP_LOCAL_ADDRESS";

    static final String PORT = "UNICASTRTP_LOCAL_PORT";

    private static final Logger log = LoggerFactory.getLogger(PreparedRtp.class);

    private final RtpCodec codec;
    private final String host;
    private final DatagramChannel socket;
    private final int port;
    private final Consumer<Runnable> loop;
    private final Lines lines;
    private final Consumer<PreparedRtp> whenClosed;

    private boolean closed;
    private @Nullable MediaLine line;

    /// Makes a line; called on its event loop.
    @FunctionalInterface
    interface Lines {
        MediaLine line(
                String id,
                RtpCodec codec,
                DatagramChannel socket,
                InetSocketAddress peer,
                Runnable whenEnded);
    }

    /// @param host that Asterisk is told
    /// @param whenClosed is run once, when the socket is free
    PreparedRtp(
            RtpCodec codec,
            String host,
            DatagramChannel socket,
            Consumer<Runnable> loop,
            Lines lines,
            Consumer<PreparedRtp> whenClosed) {
        this.codec = codec;
        this.host = host;
        this.socket = socket;
        this.port = socket.socket().getLocalPort();
        this.loop = loop;
        this.lines = lines;
        this.whenClosed = whenClosed;
    }

    @Override
    public ExternalMedia wanted() {
        var ours = host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
        return new ExternalMedia(
                codec.asteriskName(),
                ours,
                "rtp",
                "udp",
                "client",
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    @Override
    public AudioFormat format() {
        return codec.format();
    }

    @Override
    public CompletionStage<MediaLine> connect(AriChannel channel) {
        InetSocketAddress peer;
        try {
            peer = peer(channel);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new MediaFailure("no-address", e));
        }
        var connected = new CompletableFuture<MediaLine>();
        loop.accept(() -> connect(channel.id(), peer, connected));
        return connected;
    }

    private void connect(
            String id, InetSocketAddress peer, CompletableFuture<MediaLine> connected) {
        MediaLine made = null;
        synchronized (this) {
            if (!closed && line == null) {
                made = lines.line(id, codec, socket, peer, this::free);
                line = made;
            }
        }
        if (made == null) {
            connected.completeExceptionally(new MediaFailure("closed", null));
        } else {
            connected.complete(made);
        }
    }

    /// @throws IllegalArgumentException when Asterisk has not said where its end is
    private static InetSocketAddress peer(AriChannel channel) {
        var address = channel.variables().getOrDefault(ADDRESS, "");
        var port = channel.variables().getOrDefault(PORT, "");
        var literal = InetAddress.ofLiteral(address);
        int number = Integer.parseInt(port);
        if (literal.isAnyLocalAddress() || number == 0) {
            throw new IllegalArgumentException("no address: " + address + ":" + port);
        }
        return new InetSocketAddress(literal, number);
    }

    @Override
    public void close() {
        MediaLine open;
        synchronized (this) {
            if (closed) {
                return;
            }
            open = line;
            closed = open == null;
        }
        if (open == null) {
            release();
        } else {
            open.close("released");
        }
    }

    /// The line has ended.
    private void free() {
        synchronized (this) {
            closed = true;
        }
        release();
    }

    private void release() {
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("socket did not close");
        }
        whenClosed.accept(this);
    }
}
