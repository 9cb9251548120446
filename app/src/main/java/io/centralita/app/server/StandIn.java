package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioChannel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Answers at Twilio's endpoints where no server runs, so that the way to them can be looked at. It
/// takes no calls: callers are told of a technical problem.
public final class StandIn implements AutoCloseable {
    private static final long CLOSING_SECONDS = 10;

    private final Vertx vertx;
    private final int port;

    private StandIn(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /// Listens where the server would.
    public static StandIn start(Settings settings) throws StartFailure, InterruptedException {
        var vertx = Vertx.vertx();
        try {
            var language = settings.calls().language();
            var twilio =
                    new TwilioChannel(
                            vertx,
                            TwilioParts.settings(settings),
                            _ ->
                                    CompletableFuture.completedStage(
                                            new Verdict.TechnicalProblem(language)),
                            leg -> leg.close(new CallEnd(CallEnd.By.SWITCHBOARD, "standing-in")),
                            new BundledTexts(),
                            new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                            ChannelMetrics.NONE);
            var live =
                    new JsonObject()
                            .put("status", "ok")
                            .put("instance", UUID.randomUUID().toString())
                            .encode();
            var http = settings.http();
            int port =
                    HttpFront.listen(
                            vertx,
                            1,
                            http.host(),
                            http.port(),
                            router -> {
                                twilio.mount(router);
                                router.get("/health/live")
                                        .handler(context -> context.response().end(live));
                            });
            return new StandIn(vertx, port);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            close(vertx);
            throw e;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        close(vertx);
    }

    private static void close(Vertx vertx) {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSING_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
