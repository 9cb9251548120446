package io.centralita.channel.caller;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;

/// Places calls over the protocol of Twilio Media Streams. Safe from any thread; the calls of one
/// instance share one event loop.
public final class TestCaller implements AutoCloseable {
    /// Calls that can wait for their webhook's answer at once; further ones queue behind them.
    private static final int MAX_RINGING = 1_000;

    private final Context context;
    private final HttpClient http;
    private final WebSocketClient webSockets;
    private final PacingClocks clocks;

    /// @param metrics the lateness of the caller's own clock, which bounds what it can say about
    ///   the switchboard's
    public TestCaller(Vertx vertx, Time time, ChannelMetrics metrics) {
        context = vertx.getOrCreateContext();
        http =
                vertx.createHttpClient(
                        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(MAX_RINGING));
        webSockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions().setMaxConnections(Integer.MAX_VALUE));
        clocks = new PacingClocks(vertx, time, metrics);
    }

    /// Dials at once; everything after that happens on the event loop.
    public TestCall call(CallerSettings settings, CallerScript script, CallerListener listener) {
        var call = new PlacedCall(settings, script, listener, context, http, webSockets, clocks);
        context.runOnContext(nothing -> call.dial());
        return call;
    }

    /// Ends the connections; calls under way fail.
    @Override
    public void close() {
        Future.join(http.close(), webSockets.close());
    }
}
