package io.centralita.channel.asterisk.audiosocket;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.Loopback;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The transport over real sockets, with the endpoint for announcements.
final class Rig implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    final Vertx vertx = Vertx.vertx();
    final Counted counted = new Counted();
    final BlockingQueue<DirectCall> arrived = new LinkedBlockingQueue<>();
    final PacingClocks clocks = new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE);
    final HttpClient http = HttpClient.newHttpClient();
    final AudioSocketTransport transport;
    final int port;
    private final HttpServer server;

    Rig(UnaryOperator<AudioSocketSettings> change) {
        this(change, AudioSocketAbilities.ALL, null);
    }

    /// @param calls where callers without ARI go; null: to `arrived`
    Rig(
            UnaryOperator<AudioSocketSettings> change,
            AudioSocketAbilities abilities,
            @Nullable DirectCalls calls) {
        transport =
                new AudioSocketTransport(
                        vertx,
                        change.apply(AudioSocketSettings.local().at(HERE, 0, HERE)),
                        abilities,
                        calls == null ? arrived::add : calls,
                        clocks,
                        counted);
        port = Loopback.await(transport.listen());
        var router = Router.router(vertx);
        transport.mount(router);
        server = Loopback.await(vertx.createHttpServer().requestHandler(router).listen(0, HERE));
    }

    DirectCall arrival() throws InterruptedException {
        var call = arrived.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call");
        }
        return call;
    }

    /// Announces a call as a form.
    HttpResponse<String> announce(UUID id, String form) throws IOException, InterruptedException {
        return send(post(id.toString(), form, "application/x-www-form-urlencoded"));
    }

    HttpRequest.Builder post(String id, String body, String type) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:"
                                        + server.actualPort()
                                        + AudioSocketTransport.CALLS_PATH
                                        + id))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void awaitNothingLeft() {
        Loopback.awaitThat(
                () ->
                        transport.lines() == 0
                                && transport.connections() == 0
                                && clocks.members() == 0);
    }

    @Override
    public void close() {
        transport.close();
        http.shutdownNow();
        Loopback.await(vertx.close());
    }
}
