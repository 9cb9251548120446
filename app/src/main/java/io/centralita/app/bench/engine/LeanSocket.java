package io.centralita.app.bench.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The client's end of a WebSocket (RFC 6455) at as little cost as a load generator needs: whole
/// text messages of up to 64 KiB, masked as they have to be, no extensions. What a server may send
/// beside that (a fragment, a binary message) ends the connection as a fault. Confined to its event
/// loop.
final class LeanSocket extends ChannelInboundHandlerAdapter {
    /// What comes of a connection. Called on the event loop.
    interface Listener {
        void opened(LeanSocket socket);

        /// @param bytes good until the call returns
        void text(byte[] bytes, int offset, int length);

        /// The last thing. The code is [#ABNORMAL] where the server did not say goodbye.
        void closed(int code, String detail);
    }

    static final int NORMAL = 1000;
    static final int ABNORMAL = 1006;

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MOST = 65_535;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int CONNECT_MS = 10_000;

    private final String request;
    private final Listener listener;
    private final int mask = System.identityHashCode(this) * 0x9E3779B9;

    /// Bytes that came and are not whole yet.
    private byte[] pending = new byte[2_048];

    private int filled;
    private boolean open;
    private boolean over;
    private int code = ABNORMAL;
    private String reason = "connection lost";
    private @Nullable ChannelHandlerContext context;

    private LeanSocket(URI uri, String header, Listener listener) {
        this.listener = listener;
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + uri.getRawAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + header
                        + "\r\n";
    }

    /// @param header a whole header line with its end, or nothing
    static void connect(
            EventLoop loop,
            ChannelFactory<? extends Channel> channels,
            URI uri,
            String header,
            Listener listener) {
        var socket = new LeanSocket(uri, header, listener);
        var _ =
                new Bootstrap()
                        .group(loop)
                        .channelFactory(channels)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                        .handler(socket)
                        .connect(uri.getHost(), uri.getPort())
                        .addListener(
                                connected -> {
                                    if (!connected.isSuccess()) {
                                        socket.end(ABNORMAL, String.valueOf(connected.cause()));
                                    }
                                });
    }

    void text(byte[] message, int length) {
        send(TEXT, message, length);
    }

    /// Says goodbye; the listener hears of the end.
    void close() {
        send(CLOSE, new byte[] {(byte) (NORMAL >> 8), (byte) NORMAL}, 2);
        code = NORMAL;
        reason = "by us";
        drop();
    }

    private void drop() {
        var open = context;
        if (open != null) {
            var _ = open.close();
        }
    }

    private void send(int opcode, byte[] payload, int length) {
        var to = context;
        if (to == null || over) {
            return;
        }
        var frame = to.alloc().directBuffer(length + 8);
        frame.writeByte(FINAL | opcode);
        if (length < 126) {
            frame.writeByte(MASKED | length);
        } else {
            frame.writeByte(MASKED | 126).writeShort(length);
        }
        frame.writeInt(mask);
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            int four =
                    (payload[i] & 0xFF) << 24
                            | (payload[i + 1] & 0xFF) << 16
                            | (payload[i + 2] & 0xFF) << 8
                            | (payload[i + 3] & 0xFF);
            frame.writeInt(four ^ mask);
        }
        for (; i < length; i++) {
            frame.writeByte(payload[i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        var _ = to.writeAndFlush(frame, to.voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        var _ =
                active.writeAndFlush(
                        active.alloc()
                                .directBuffer(request.length())
                                .writeBytes(request.getBytes(ISO_8859_1)));
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        var bytes = (ByteBuf) message;
        int length = bytes.readableBytes();
        if (filled + length > pending.length) {
            pending = Arrays.copyOf(pending, 2 * (filled + length));
        }
        bytes.readBytes(pending, filled, length);
        bytes.release();
        filled += length;
        int used = 0;
        for (int next = read(used); next > used && !over; next = read(used)) {
            used = next;
        }
        filled -= used;
        System.arraycopy(pending, used, pending, 0, filled);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        end(code, reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        reason = cause.toString();
        drop();
    }

    /// Reads one thing from the position on.
    ///
    /// @return the position after it; the same where it is not whole yet
    private int read(int from) {
        return open ? readFrame(from) : readHead(from);
    }

    private int readHead(int from) {
        for (int end = from; end + END_OF_HEAD.length <= filled; end++) {
            if (Arrays.equals(pending, end, end + END_OF_HEAD.length, END_OF_HEAD, 0, 4)) {
                var head = new String(pending, from, end - from, ISO_8859_1);
                if (!head.startsWith("HTTP/1.1 101 ")) {
                    reason = head.lines().findFirst().orElse("");
                    drop();
                    return from;
                }
                open = true;
                listener.opened(this);
                return end + END_OF_HEAD.length;
            }
        }
        return from;
    }

    private int readFrame(int from) {
        if (filled - from < 2) {
            return from;
        }
        int length = pending[from + 1] & 0x7F;
        int payload = from + 2;
        if (length == 126) {
            if (filled - from < 4) {
                return from;
            }
            length = (pending[from + 2] & 0xFF) << 8 | (pending[from + 3] & 0xFF);
            payload = from + 4;
        } else if (length == 127) {
            fault("message of more than " + MOST + " bytes");
            return from;
        }
        if (filled - payload < length) {
            return from;
        }
        take(pending[from] & 0xFF, payload, length);
        return payload + length;
    }

    private void take(int first, int payload, int length) {
        switch (first) {
            case FINAL | TEXT -> listener.text(pending, payload, length);
            case FINAL | PING ->
                    send(PONG, Arrays.copyOfRange(pending, payload, payload + length), length);
            case FINAL | PONG -> {}
            case FINAL | CLOSE -> {
                var said = Arrays.copyOfRange(pending, payload, payload + length);
                code = length < 2 ? 1005 : (said[0] & 0xFF) << 8 | (said[1] & 0xFF);
                reason = length < 2 ? "" : new String(said, 2, length - 2, ISO_8859_1);
                send(CLOSE, said, length);
                drop();
            }
            default -> fault("frame of kind " + first);
        }
    }

    private void fault(String what) {
        reason = what;
        drop();
    }

    private void end(int how, String detail) {
        if (!over) {
            over = true;
            listener.closed(how, detail);
        }
    }
}
