package io.centralita.socket;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/// How long a frame one accepted WebSocket takes, apart from what its HTTP server takes elsewhere:
/// who has shown who it is may be trusted with more than whoever comes along.
public final class FrameLimit {
    private FrameLimit() {}

    /// Before anything is read from it, on its event loop. It holds for whole frames, which
    /// [TextSocket] takes; what Vert.x puts together of fragments has the server's limit.
    ///
    /// @param channel of a WebSocket that a server of Vert.x accepted (RFC 6455)
    /// @param bytes of a frame's payload
    /// @throws java.util.NoSuchElementException where it is none
    public static void set(Channel channel, int bytes) {
        var config =
                WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .allowExtensions(false)
                        .maxFramePayloadLength(bytes)
                        .build();
        channel.pipeline()
                .replace(
                        WebSocket13FrameDecoder.class,
                        "longer-frames",
                        new WebSocket13FrameDecoder(config));
    }
}
