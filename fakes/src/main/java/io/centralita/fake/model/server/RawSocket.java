package io.centralita.fake.model.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a well-behaved WebSocket library does not let anyone do. Belongs to the event loop.
final class RawSocket {
    private static final int TEXT_FINAL = 0x81;
    private static final int LENGTH_16_BITS = 126;

    private RawSocket() {}

    /// Closes with RST: nothing lingers, what was not sent is lost.
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        drop(channel);
    }

    /// Closes below all handlers, of which one would say goodbye first.
    private static void drop(Channel channel) {
        var _ = channel.pipeline().firstContext().close();
    }

    static void drop(ServerWebSocket socket) {
        drop(handlerOf(socket).channel());
    }

    static void reset(ServerWebSocket socket) {
        reset(handlerOf(socket).channel());
    }

    /// Sends the header of a whole text frame (RFC 6455 §5.2) with half of what it announces.
    static void sendHalf(ServerWebSocket socket, String text) {
        var payload = text.getBytes(StandardCharsets.US_ASCII);
        var frame = ByteBuffer.allocate(4 + payload.length / 2);
        frame.put((byte) TEXT_FINAL).put((byte) LENGTH_16_BITS).putShort((short) payload.length);
        frame.put(payload, 0, payload.length / 2);
        var channel = handlerOf(socket).channel();
        var _ =
                channel.pipeline()
                        .firstContext()
                        .writeAndFlush(Unpooled.wrappedBuffer(frame.array()))
                        .addListener(_ -> drop(channel));
    }

    /// From now on a close frame goes unnoticed.
    static void ignoreClose(ServerWebSocket socket) {
        var handler = handlerOf(socket);
        handler.pipeline()
                .addBefore(
                        handler.name(),
                        "ignore-close",
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                if (message instanceof CloseWebSocketFrame) {
                                    ReferenceCountUtil.release(message);
                                } else {
                                    context.fireChannelRead(message);
                                }
                            }
                        });
    }

    private static ChannelHandlerContext handlerOf(ServerWebSocket socket) {
        return ((WebSocketInternal) socket).channelHandlerContext();
    }
}
