package io.centralita.console.stand;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.centralita.console.Console;
import io.centralita.console.ConsoleSettings;
import io.centralita.console.MetricsPage;
import io.centralita.console.ReadinessCheck;
import io.centralita.console.client.BrowserClient;
import io.centralita.console.glance.SummaryRoutes;
import io.centralita.console.house.HouseRoutes;
import io.centralita.console.house.NetworkRoutes;
import io.centralita.console.house.NumberRoutes;
import io.centralita.console.web.WebPages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A server of the console alone: the pages and our own routes as they are, everything behind them
/// made up. Its scene may be changed while it runs.
public final class StandIn implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Scene scene;
    private final LiveRoutes live;
    private final Console console;
    private HttpServer server;

    public StandIn(Scene scene) throws Exception {
        this.scene = scene;
        var language = Locale.of("es");
        console =
                new Console(
                        new ConsoleSettings(Optional.empty(), language),
                        scene.calls(),
                        List.of(
                                new ReadinessCheck("database", Optional::empty),
                                new ReadinessCheck("asterisk", scene::trouble)),
                        new MetricsPage(() -> "", "text/plain"),
                        InstantSource.system());
        live = new LiveRoutes(vertx, scene);
        server = listen(0);
    }

    private HttpServer listen(int port) throws Exception {
        var language = Locale.of("es");
        var router = Router.router(vertx);
        router.route("/api/*")
                .handler(
                        request -> {
                            if (scene.forbidden()) {
                                var _ =
                                        request.response()
                                                .setStatusCode(401)
                                                .putHeader("Content-Type", "application/json")
                                                .end(
                                                        "{\"error\":\"unauthorized\",\"message\":\"Entre para ver esto.\",\"login\":\"/login\"}");
                            } else {
                                request.next();
                            }
                        });
        live.mount(router);
        new StoredRoutes().mount(router);
        console.mount(router);
        new SummaryRoutes(
                        console, scene.calls(), InstantSource.system(), ZoneId.of("Europe/Madrid"))
                .mount(router);
        new NetworkRoutes(console, new MadeUpNetwork(scene), language, System::nanoTime)
                .mount(router);
        var house = new MadeUpHouse();
        new HouseRoutes(console, house, language).mount(router);
        new NumberRoutes(console, StoredRoutes::snapshot, house::lines).mount(router);
        new BrowserClient().mount(router);
        new WebPages(language).mount(router);
        return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /// What was asked for of calls in progress.
    public List<String> done() {
        return live.done();
    }

    /// How much an operator's microphone has sent, in messages of 20 ms.
    public int spoken() {
        return live.spoken();
    }

    /// Nobody answers any more, until it is [started][#start] again under the same address.
    public void stop() throws Exception {
        live.hangUp();
        server.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    public void start() throws Exception {
        server = listen(server.actualPort());
    }

    @Override
    public void close() {
        live.hangUp();
        console.close();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, SECONDS).join();
    }

    /// For looking at pages by hand: `StandIn 1000 8099`.
    static void main(String[] arguments) throws Exception {
        var scene = new Scene(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        var stand = new StandIn(scene);
        System.out.println(stand.url());
        Thread.currentThread().join();
    }
}
