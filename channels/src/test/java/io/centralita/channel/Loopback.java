package io.centralita.channel;

import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerSettings;
import io.centralita.channel.caller.TestCaller;
import io.centralita.channel.twilio.RingingCalls;
import io.centralita.channel.twilio.TwilioAccess;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// A switchboard with the Twilio channel on a free port of this machine, and a caller.
public final class Loopback implements AutoCloseable {
    public static final Locale SPANISH = Locale.of("es");
    public static final String KNOWN = "+15550002222";

    private final Vertx vertx = Vertx.vertx();
    private final PacingClocks clocks = new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE);
    private final WebSocketClient webSockets = vertx.createWebSocketClient();
    private final TwilioChannel channel;
    private final HttpServer server;
    private final TestCaller caller = new TestCaller(vertx, Time.SYSTEM, ChannelMetrics.NONE);

    public Loopback(CallAcceptor acceptor) {
        this(TwilioSettings.local(SPANISH), acceptor);
    }

    public Loopback(TwilioSettings settings, CallAcceptor acceptor) {
        this(settings, RingingCalls.forNumbers(KNOWN::equals, SPANISH), acceptor);
    }

    public Loopback(TwilioSettings settings, RingingCalls calls, CallAcceptor acceptor) {
        this(base -> settings, calls, acceptor);
    }

    /// @param settings for a switchboard that is reached under the given URL
    public Loopback(
            Function<URI, TwilioSettings> settings, RingingCalls calls, CallAcceptor acceptor) {
        this(settings, calls, acceptor, ChannelMetrics.NONE, TwilioAccess.NONE);
    }

    /// @param settings for a switchboard that is reached under the given URL
    public Loopback(
            Function<URI, TwilioSettings> settings,
            RingingCalls calls,
            CallAcceptor acceptor,
            ChannelMetrics metrics,
            TwilioAccess access) {
        var router = Router.router(vertx);
        server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        channel =
                new TwilioChannel(
                        vertx,
                        settings.apply(URI.create("http://127.0.0.1:" + server.actualPort())),
                        calls,
                        acceptor,
                        new BundledTexts(),
                        clocks,
                        metrics,
                        access);
        channel.mount(router);
    }

    /// A client that lives as long as this; one that nobody holds closes its connections.
    public WebSocketClient webSockets() {
        return webSockets;
    }

    public Vertx vertx() {
        return vertx;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    public CallerSettings settings() {
        return new CallerSettings(url(TwilioChannel.WEBHOOK_PATH), "+15550001111", KNOWN);
    }

    public TestCaller caller() {
        return caller;
    }

    public CallResult call(CallerScript script) {
        return call(settings(), script);
    }

    public CallResult call(CallerSettings settings, CallerScript script) {
        return await(caller.call(settings, script, CallerListener.NONE).result());
    }

    public TwilioChannel channel() {
        return channel;
    }

    /// Waits until no stream, leg or ringing call is left.
    public void awaitNothingLeft() {
        awaitThat(
                () ->
                        channel.openStreams() == 0
                                && channel.ringing() == 0
                                && clocks.members() == 0);
    }

    public static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within 20 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        caller.close();
        channel.close();
        await(vertx.close());
    }
}
