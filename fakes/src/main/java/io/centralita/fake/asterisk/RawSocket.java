package io.centralita.fake.asterisk;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;

/// What a well-behaved library does not let anyone do. Belongs to the event loop.
final class RawSocket {
    private RawSocket() {}

    /// Closes with RST: nothing lingers, what was not sent is lost.
    static void reset(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.pipeline().firstContext().close();
        } catch (ChannelException _) {
            // The other side closed it meanwhile.
        }
    }

    static void reset(WebSocketBase socket) {
        reset(channelOf(socket));
    }

    static void reset(HttpConnection connection) {
        reset(((ConnectionBase) connection).channel());
    }

    /// Reads nothing any more: the connection looks dead from the other side.
    static void freeze(WebSocketBase socket) {
        channelOf(socket).config().setAutoRead(false);
    }

    private static Channel channelOf(WebSocketBase socket) {
        return ((WebSocketInternal) socket).channelHandlerContext().channel();
    }
}
