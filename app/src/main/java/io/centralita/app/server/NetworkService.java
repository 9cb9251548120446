package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.network.Vocabulary;
import io.centralita.network.demo.DemoNetwork;
import io.centralita.network.router.RouterSource;
import io.centralita.network.service.AnsweringService;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Our own answering service on loopback, with the demonstration network behind it.
public final class NetworkService implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ONE_ROUTER = Duration.ofSeconds(1);

    private final DemoNetwork source;
    private final AnsweringService service;

    private NetworkService(DemoNetwork source, AnsweringService service) {
        this.source = source;
        this.service = service;
    }

    public static NetworkService start(Vertx vertx, Settings settings)
            throws StartFailure, InterruptedException {
        var port = settings.network().apiPort();
        Ports.requireFree(HOST, port, "MIKROTIK_API_PORT");
        var source = new DemoNetwork(InstantSource.system());
        var how =
                new io.centralita.network.service.Settings(
                        HOST,
                        port,
                        settings.calls().language(),
                        settings.network().toolTimeout(),
                        io.centralita.network.service.Settings.defaults().concurrentQuestions());
        try {
            return new NetworkService(
                    source,
                    AnsweringService.start(vertx, how, source, InstantSource.system())
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            source.close();
            throw new StartFailure("start.no-listen", e.getCause(), HOST, "" + e.getCause());
        } catch (TimeoutException e) {
            source.close();
            throw new StartFailure("start.no-listen", e, HOST, PATIENCE.toSeconds() + " s");
        }
    }

    public URI url() {
        return URI.create("http://" + HOST + ":" + service.port());
    }

    /// Where its facts come from.
    RouterSource routers() {
        return source;
    }

    /// The names callers may say.
    public Vocabulary vocabulary() throws InterruptedException {
        return Vocabulary.read(source, ONE_ROUTER);
    }

    @Override
    public void close() {
        try {
            service.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } finally {
            source.close();
        }
    }
}
