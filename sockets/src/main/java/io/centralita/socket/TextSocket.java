package io.centralita.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The short way of whole text messages over a WebSocket of Vert.x, and of whole binary ones where
/// somebody takes them: between the library's codec and its objects for each message, of which a
/// frame of audio would make a dozen.
///
/// ```text
///             ┌───────────────┐        ┌────────────┐   all else   ┌─────────┐
///  network ──▶│ TLS, decoder  │───────▶│ TextSocket │─────────────▶│ Vert.x  │
///          ◀──│ TLS           │◀───┐   └─────┬──────┘              └────┬────┘
///             └───────────────┘    │         ▼ whole messages           │ close, pong
///                   ▲              └──── frames, ready for the network  │
///                   └──────────────────────── encoder ◀─────────────────┘
/// ```
///
/// Fragments, binary messages that nobody takes, pings and the closing handshake (RFC 6455 §5.4,
/// §5.5) take the usual way. What is written is one frame, however long, never fragments. What is
/// flushed leaves at once, in order, also with what Vert.x writes while the network takes it.
/// Confined to the channel's event loop.
public final class TextSocket {
    /// Takes what comes, as the connection's Vert.x context.
    public interface Receiver {
        /// @param bytes UTF-8 from 0 on, as it came; good until the call returns
        void text(byte[] bytes, int length);

        /// There is room again after [#isFull].
        default void drained() {}
    }

    /// Takes binary messages as well.
    public interface BinaryReceiver extends Receiver {
        /// @param bytes the receiver's from now on
        void binary(byte[] bytes);
    }

    private static final int TEXT_FINAL = 0x81;
    private static final int BINARY_FINAL = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;

    /// Length in eight bytes and mask included.
    private static final int LONGEST_HEADER = 14;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /// Messages up to this are read into an array that all connections of a loop share.
    private static final int SHARED = 65_536;

    private static final FastThreadLocal<byte[]> SCRATCH =
            new FastThreadLocal<>() {
                @Override
                protected byte[] initialValue() {
                    return new byte[SHARED];
                }
            };

    private final Channel channel;
    private final ChannelHandlerContext encoder;
    private final ContextInternal context;
    private final Receiver receiver;
    private final boolean masks;

    /// Of a connection that breaks the reading side hears; nobody waits for a single message.
    private final ChannelPromise nobodyWaits;

    /// Messages that wait for [#flush], as the network takes them.
    private @Nullable ByteBuf written;

    private TextSocket(Channel channel, Context context, boolean masks, Receiver receiver) {
        this.channel = channel;
        this.context = (ContextInternal) context;
        this.masks = masks;
        this.receiver = receiver;
        encoder =
                Objects.requireNonNull(
                        channel.pipeline().context(WebSocket13FrameEncoder.class),
                        "no WebSocket of RFC 6455");
        nobodyWaits = new VoidChannelPromise(channel, false);
    }

    /// Of a WebSocket that was accepted. Before anything is read from it, on its event loop.
    public static TextSocket ofServer(Channel channel, Context context, Receiver receiver) {
        return installed(new TextSocket(channel, context, false, receiver));
    }

    /// The same of one that was opened: what is written is masked (RFC 6455 §5.3).
    public static TextSocket ofClient(Channel channel, Context context, Receiver receiver) {
        return installed(new TextSocket(channel, context, true, receiver));
    }

    private static TextSocket installed(TextSocket socket) {
        var pipeline = socket.channel.pipeline();
        pipeline.addBefore(pipeline.lastContext().name(), "text", socket.new Tap());
        return socket;
    }

    /// Writes a message; [#flush] sends it together with others. After the connection's end it goes
    /// nowhere.
    public void write(byte[] utf8, int length) {
        write(TEXT_FINAL, utf8, length);
    }

    /// The same for a binary message.
    public void writeBinary(byte[] bytes, int length) {
        write(BINARY_FINAL, bytes, length);
    }

    private void write(int opcode, byte[] bytes, int length) {
        if (!channel.isActive()) {
            return;
        }
        var frames = written;
        if (frames == null) {
            frames = encoder.alloc().directBuffer(LONGEST_HEADER + length);
            written = frames;
        }
        frames.writeByte(opcode);
        int mask = masks ? MASKED : 0;
        if (length < LENGTH_16_BITS) {
            frames.writeByte(mask | length);
        } else if (length <= 0xFFFF) {
            frames.writeByte(mask | LENGTH_16_BITS).writeShort(length);
        } else {
            frames.writeByte(mask | LENGTH_64_BITS).writeLong(length);
        }
        if (masks) {
            writeMasked(bytes, length, ThreadLocalRandom.current().nextInt(), frames);
        } else {
            frames.writeBytes(bytes, 0, length);
        }
    }

    /// Sends what was written. Before the library says goodbye, or it comes too late.
    public void flush() {
        var frames = written;
        if (frames != null) {
            written = null;
            var _ = encoder.writeAndFlush(frames, nobodyWaits);
        }
    }

    /// Whether more is queued than the limit that the WebSocket was given.
    public boolean isFull() {
        return channel.isActive() && !channel.isWritable();
    }

    private static void writeMasked(byte[] bytes, int length, int mask, ByteBuf frame) {
        frame.writeInt(mask);
        int i = 0;
        for (; i + Integer.BYTES <= length; i += Integer.BYTES) {
            frame.writeInt((int) WORD.get(bytes, i) ^ mask);
        }
        for (int shift = 24; i < length; i++, shift -= 8) {
            frame.writeByte(bytes[i] ^ (mask >>> shift));
        }
    }

    private void deliver(ByteBuf content) {
        int length = content.readableBytes();
        var bytes = length <= SHARED ? SCRATCH.get() : new byte[length];
        content.readBytes(bytes, 0, length);
        var before = context.beginDispatch();
        try {
            receiver.text(bytes, length);
        } catch (RuntimeException fault) {
            context.reportException(fault);
        } finally {
            context.endDispatch(before);
        }
    }

    private void deliverBinary(BinaryReceiver to, ByteBuf content) {
        var bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        var before = context.beginDispatch();
        try {
            to.binary(bytes);
        } catch (RuntimeException fault) {
            context.reportException(fault);
        } finally {
            context.endDispatch(before);
        }
    }

    /// Stands before Vert.x's own handler.
    private final class Tap extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            if (message instanceof TextWebSocketFrame text && text.isFinalFragment()) {
                try {
                    deliver(text.content());
                } finally {
                    text.release();
                }
            } else if (message instanceof BinaryWebSocketFrame binary
                    && binary.isFinalFragment()
                    && receiver instanceof BinaryReceiver to) {
                try {
                    deliverBinary(to, binary.content());
                } finally {
                    binary.release();
                }
            } else {
                from.fireChannelRead(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext from) {
            var frames = written;
            if (frames != null) {
                written = null;
                frames.release();
            }
            from.fireChannelInactive();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext from) {
            if (channel.isWritable()) {
                var before = context.beginDispatch();
                try {
                    receiver.drained();
                } finally {
                    context.endDispatch(before);
                }
            }
            from.fireChannelWritabilityChanged();
        }
    }
}
