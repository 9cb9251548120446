package io.centralita.app.server;

import io.centralita.app.text.Messages;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.console.house.NetworkDesk;
import io.centralita.network.router.Client;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikHealth;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The answering service as the console shows it. Of one that is another program only what it says
/// is known.
///
/// @param routers of a service of ours
record HouseNetwork(MikrotikClient client, Optional<RouterSource> routers, ToolDeadlines deadlines)
        implements NetworkDesk {
    /// What one router may take to say how it is; all are asked at once.
    private static final Duration ONE_ROUTER = Duration.ofSeconds(4);

    /// What a service that is another program may take to name its routers.
    private static final Duration NAMES = Duration.ofSeconds(6);

    @Override
    public Status status(Locale language) throws InterruptedException {
        var url = client.base().toString();
        if (client.checkHealth() instanceof MikrotikHealth.Down(var why)) {
            return new Status(new Service("down", url, words(why), null), false, List.of());
        }
        if (routers.isPresent()) {
            return new Status(new Service("up", url, "", null), true, states(routers.get()));
        }
        var which = Messages.in(language).text("console.which-routers");
        var asked = client.query(which, NAMES, NAMES);
        var answer = asked instanceof MikrotikReply.Answered(var text) ? text : null;
        return new Status(new Service("up", url, "", answer), false, List.of());
    }

    @Override
    public Reply ask(String question) throws InterruptedException {
        var reply = client.query(question, deadlines);
        return reply instanceof MikrotikReply.Answered(var text)
                ? new Reply(true, text)
                : new Reply(false, words(reply));
    }

    private static List<RouterState> states(RouterSource source) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    threads.invokeAll(
                            source.routers().stream()
                                    .<Callable<RouterState>>map(
                                            router -> () -> state(source, router))
                                    .toList());
            return asked.stream().map(Future::resultNow).toList();
        }
    }

    private static RouterState state(RouterSource source, Router router)
            throws InterruptedException {
        try {
            var resource = source.resource(router, ONE_ROUTER);
            var clients = source.clients(router, ONE_ROUTER);
            return new RouterState(
                    router.name(),
                    router.identity(),
                    router.address(),
                    "up",
                    resource.uptime().toSeconds(),
                    resource.cpuPercent(),
                    resource.freeMemoryPercent(),
                    resource.version(),
                    resource.temperatureCelsius(),
                    (int) clients.stream().filter(Client::active).count(),
                    (int) clients.stream().filter(client -> client.problem() != null).count());
        } catch (RouterUnavailable _) {
            return RouterState.down(router.name(), router.identity(), router.address());
        }
    }

    /// For operators; what the service itself says first.
    private static String words(MikrotikReply reply) {
        return switch (reply) {
            case MikrotikReply.Answered(var text) -> text;
            case MikrotikReply.TimedOut(var deadline) -> "> " + deadline.toSeconds() + " s";
            case MikrotikReply.Unreachable(var detail) -> detail;
            case MikrotikReply.HttpStatus(var status, var error) ->
                    error.isEmpty() ? "HTTP " + status : error;
            case MikrotikReply.RateLimited() -> "HTTP 429";
            case MikrotikReply.Failed(var error) -> error;
            case MikrotikReply.Unusable(var detail) -> detail;
        };
    }
}
