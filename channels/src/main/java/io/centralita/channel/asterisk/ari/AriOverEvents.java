package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Requests over the connection of events (`RESTRequest`, Asterisk 20.14, 22.4 and later): where
/// Asterisk comes to us, nothing needs to get to it. Asterisk does one after the other
/// (`res/ari/ari_websocket_requests.c`), so that a slow one keeps those behind it waiting.
final class AriOverEvents implements AriTransport {
    /// Requests that have no answer yet; more are not made.
    private static final int MOST = 1_000;

    private final AriLoop loop;
    private final Supplier<@Nullable EventLine> line;

    /// By request id. Belongs to the loop, as does the number.
    private final Map<String, Exchange> waiting = new LinkedHashMap<>();

    private long number;

    /// @param line the connection that serves; null where there is none. On the loop.
    AriOverEvents(AriLoop loop, Supplier<@Nullable EventLine> line) {
        this.loop = loop;
        this.line = line;
    }

    private static final class Exchange {
        final BlockingQueue<Attempt> outcome = new ArrayBlockingQueue<>(1);
        volatile boolean sent;
        private String id = "";
        private boolean over;

        void end(Attempt what) {
            if (!over) {
                over = true;
                outcome.add(what);
            }
        }
    }

    @Override
    public Attempt once(AriRequest request, Duration within) throws InterruptedException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a request to Asterisk blocks: not on an event loop");
        }
        var exchange = new Exchange();
        loop.run(() -> begin(exchange, request));
        try {
            var outcome = loop.time().poll(exchange.outcome, within.toNanos());
            return outcome == null ? new Attempt.Late(exchange.sent) : outcome;
        } finally {
            loop.run(
                    () -> {
                        exchange.over = true;
                        waiting.remove(exchange.id);
                    });
        }
    }

    private void begin(Exchange exchange, AriRequest request) {
        var open = line.get();
        if (exchange.over) {
            return;
        }
        if (open == null || waiting.size() >= MOST) {
            var why = open == null ? "no connection of events" : "too many requests wait";
            exchange.end(new Attempt.NotSent(new IOException(why)));
            return;
        }
        exchange.id = "r" + number++;
        exchange.sent = true;
        waiting.put(exchange.id, exchange);
        open.say(message(exchange.id, request));
    }

    private static String message(String id, AriRequest request) {
        var message =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "RESTRequest")
                        .put("request_id", id)
                        .put("method", request.method())
                        .put("uri", request.encodedPath());
        if (!request.query().isEmpty()) {
            var parameters = message.putArray("query_strings");
            request.query()
                    .forEach(
                            (name, value) ->
                                    parameters.addObject().put("name", name).put("value", value));
        }
        var body = request.body();
        if (!body.isEmpty()) {
            message.put("content_type", "application/json").put("message_body", body);
        }
        return message.toString();
    }

    /// On the loop. An answer that nobody waits for any more goes nowhere.
    void answered(String id, AriAnswer answer) {
        var exchange = waiting.remove(id);
        if (exchange != null) {
            exchange.end(new Attempt.Answered(answer));
        }
    }

    /// The connection is gone, and with it the answers. On the loop.
    void lost() {
        var cause = new IOException("the connection of events is lost");
        waiting.values().forEach(exchange -> exchange.end(new Attempt.Broken(true, cause)));
        waiting.clear();
    }

    /// The connection is its owner's.
    @Override
    public void close() {
        loop.run(this::lost);
    }
}
