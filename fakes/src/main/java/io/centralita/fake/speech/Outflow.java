package io.centralita.fake.speech;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;

/// Sends the body of one answer, to its end or not. Belongs to the event loop.
final class Outflow {
    private static final int USUAL_PIECE = 4_096;
    private static final long READING_MS = 200;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final SpeechExchange exchange;
    private int piece = USUAL_PIECE;
    private long pauseMs;
    private int most = Integer.MAX_VALUE;
    private Then then = Then.END;

    /// What follows the last byte.
    enum Then {
        END,
        NOTHING,
        CLOSE,
        RESET
    }

    Outflow(Vertx vertx, HttpServerRequest request, SpeechExchange exchange) {
        this.vertx = vertx;
        this.request = request;
        this.exchange = exchange;
    }

    void inPieces(int bytes, long apartMs) {
        piece = bytes;
        pauseMs = apartMs;
    }

    void stopAfter(int bytes, Then what) {
        most = bytes;
        then = what;
    }

    /// RST: nothing lingers, what was not sent is lost.
    void reset() {
        exchange.over();
        var channel = channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.pipeline().firstContext().close();
    }

    private Channel channel() {
        return ((ConnectionBase) request.connection()).channel();
    }

    void send(byte[] body) {
        from(body, 0);
    }

    private void from(byte[] body, int at) {
        int end = Math.min(body.length, most);
        if (at >= end) {
            finish();
            return;
        }
        int length = Math.min(piece, end - at);
        request.response()
                .write(Buffer.buffer(Arrays.copyOfRange(body, at, at + length)))
                .onSuccess(
                        _ -> {
                            exchange.sent(length);
                            if (pauseMs == 0) {
                                from(body, at + length);
                            } else {
                                vertx.setTimer(pauseMs, _ -> from(body, at + length));
                            }
                        })
                .onFailure(_ -> exchange.closed());
    }

    private void finish() {
        switch (then) {
            case END -> {
                exchange.over();
                request.response().end();
            }
            case NOTHING -> {
                if (!request.response().headWritten()) {
                    request.response().writeHead();
                }
            }
            case CLOSE -> afterReading(() -> request.connection().close());
            case RESET -> afterReading(this::reset);
        }
    }

    /// A reset throws away what its receiver has not read yet: give it time to.
    private void afterReading(Runnable what) {
        exchange.over();
        if (exchange.sent() == 0) {
            what.run();
        } else {
            vertx.setTimer(READING_MS, _ -> what.run());
        }
    }
}
