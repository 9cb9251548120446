package io.centralita.fake.chat;

import io.centralita.fake.chat.Misbehaviour.Garbage;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/// Sends one reply as server-sent events, at its pace, as badly as planned. Belongs to the event
/// loop.
final class Delivery {
    private static final long DRIP_MS = 20;
    private static final int HUGE = 2 * 1_024 * 1_024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Served served;
    private final Settings.Pace pace;
    private final List<Plan.Rule> rules;
    private final ArrayDeque<String> left;
    private int sent;

    Delivery(
            Vertx vertx,
            HttpServerRequest request,
            Served served,
            Settings.Pace pace,
            List<Plan.Rule> rules,
            List<String> chunks) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.served = served;
        this.pace = pace;
        this.rules = rules;
        this.left = new ArrayDeque<>(chunks);
    }

    void start() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
        served.answered(200, null);
        after(
                pace.thinking(),
                () -> {
                    response.writeHead();
                    goOn();
                });
    }

    private void goOn() {
        while (!served.isOver()) {
            for (var rule : rules) {
                boolean due =
                        rule.afterEvents() == sent
                                || (rule.afterEvents() == Plan.BEFORE_DONE && left.isEmpty());
                if (due
                        && rule.misbehaviour() instanceof Misbehaviour.InStream bad
                        && !survives(bad)) {
                    return;
                }
            }
            var next = left.poll();
            if (next == null) {
                send(event("[DONE]"));
                response.end();
                served.ended(Served.End.COMPLETE);
                return;
            }
            send(event(next));
            sent++;
            if (!pace.between().isZero()) {
                after(pace.between(), this::goOn);
                return;
            }
        }
    }

    /// Does it.
    ///
    /// @return whether the reply goes on
    private boolean survives(Misbehaviour.InStream bad) {
        switch (bad) {
            case Misbehaviour.Reset() -> {
                served.ended(Served.End.BROKEN);
                reset(request);
                return false;
            }
            case Misbehaviour.EndEarly() -> {
                response.end();
                served.ended(Served.End.BROKEN);
                return false;
            }
            case Misbehaviour.GoSilent() -> {
                return false;
            }
            case Misbehaviour.OnlyKeepAlives() -> {
                keepAlive();
                return false;
            }
            case Misbehaviour.Drip() -> {
                var rest = new StringBuilder();
                left.forEach(chunk -> rest.append(event(chunk)));
                drip(rest.toString().getBytes(StandardCharsets.UTF_8), 0);
                return false;
            }
            case Misbehaviour.Send(var garbage) -> {
                write(garbage(garbage));
                return true;
            }
            case Misbehaviour.Fail(var code) -> {
                send(event(new Refusal(500, code, code, "It failed.", null).body()));
                response.end();
                served.ended(Served.End.BROKEN);
                return false;
            }
        }
    }

    private void keepAlive() {
        if (!served.isOver()) {
            write(": keep-alive\n\n".getBytes(StandardCharsets.UTF_8));
            vertx.setTimer(DRIP_MS, _ -> keepAlive());
        }
    }

    private void drip(byte[] bytes, int from) {
        if (from < bytes.length && !served.isOver()) {
            write(new byte[] {bytes[from]});
            vertx.setTimer(DRIP_MS, _ -> drip(bytes, from + 1));
        }
    }

    private static byte[] garbage(Garbage garbage) {
        return switch (garbage) {
            case NOT_JSON -> utf8("data: <html>502 Bad Gateway</html>\n\n");
            case NOT_SSE -> utf8("\u0000\u0001 what is this\nid: 7\nretry\n\n");
            case HALF_CHARACTER -> halfCharacter();
            case HUGE -> utf8("data: {\"x\":\"" + "z".repeat(HUGE) + "\"}\n\n");
            case NO_CHOICES ->
                    utf8(
                            "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}\n\n");
        };
    }

    private static byte[] halfCharacter() {
        var whole = utf8("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ñ\"}}]}\n\n");
        var half = new byte[whole.length - 1];
        for (int from = 0, to = 0; from < whole.length; from++) {
            if (whole[from] != (byte) 0xB1) { // the second byte of ñ
                half[to++] = whole[from];
            }
        }
        return half;
    }

    private String event(String data) {
        var event = (pace.keepAlives() ? ": keep-alive\n\n" : "") + "data: " + data + "\n\n";
        return pace.crlf() ? event.replace("\n", "\r\n") : event;
    }

    private void send(String event) {
        write(utf8(event));
    }

    private void write(byte[] bytes) {
        int piece = pace.pieceBytes() == 0 ? bytes.length : pace.pieceBytes();
        for (int from = 0; from < bytes.length; from += piece) {
            int to = Math.min(bytes.length, from + piece);
            var _ = response.write(Buffer.buffer().appendBytes(bytes, from, to - from));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void after(Duration delay, Runnable what) {
        if (delay.toMillis() <= 0) {
            what.run();
        } else {
            vertx.setTimer(
                    delay.toMillis(),
                    _ -> {
                        if (!served.isOver()) {
                            what.run();
                        }
                    });
        }
    }

    /// Closes with RST: nothing lingers, what was not sent is lost.
    static void reset(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.pipeline().firstContext().close();
    }
}
