package io.centralita.network.demo;

import io.centralita.network.router.Client;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Resource;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import io.centralita.network.router.RouterUnavailable.Reason;
import io.centralita.network.router.Service;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Six invented routers. See `docs/network.md`.
public final class DemoNetwork implements RouterSource {
    /// The seed of the network that is shown when no router is configured.
    public static final long SEED = 146;

    private final InstantSource time;
    private final Chance chance;
    private final Pause pause;
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, Population> populations = new LinkedHashMap<>();
    private final List<Router> routers;

    /// How routers take their time.
    @FunctionalInterface
    public interface Pause {
        void last(Duration length) throws InterruptedException;
    }

    public DemoNetwork(InstantSource time) {
        this(SEED, time, Thread::sleep);
    }

    /// @param pause waits for as long as it is told; tests need not
    public DemoNetwork(long seed, InstantSource time, Pause pause) {
        this.time = time;
        this.chance = new Chance(seed);
        this.pause = pause;
        var names = Plan.Names.load();
        for (var plan : Plan.all()) {
            plans.put(plan.name(), plan);
            populations.put(plan.name(), new Population(plan, names, chance.of(plan.name())));
        }
        routers =
                plans.values().stream()
                        .map(p -> new Router(p.name(), p.identity(), p.address()))
                        .toList();
    }

    @Override
    public List<Router> routers() {
        return routers;
    }

    @Override
    public List<Client> clients(Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        var plan = reach(router, within);
        return population(plan).at(now());
    }

    @Override
    public List<NetworkInterface> interfaces(Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        var plan = reach(router, within);
        var now = now();
        var found = new ArrayList<NetworkInterface>();
        for (var port : plan.interfaces()) {
            found.add(port(plan, port, now));
        }
        for (var client : population(plan).at(now)) {
            if (client.service() == Service.PPPOE && client.active()) {
                found.add(session(plan, client, now));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public List<Gateway> gateways(Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        return reach(router, within).gateways();
    }

    @Override
    public Resource resource(Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        var plan = reach(router, within);
        var now = now();
        var own = chance.of(plan.name());
        var total = plan.memoryMegabytes() * 1_048_576L;
        var used = new Wave(0.35, own.of("memory")).rate(now);
        return new Resource(
                Duration.ofSeconds(uptimeSeconds(plan, now)),
                (int) Math.round(new Wave(plan.cpuPercent(), own.of("cpu")).rate(now)),
                Math.round(total * (1 - used)),
                total,
                plan.version(),
                plan.temperatureCelsius() + own.of("heat").of(now / 900).below(5) - 2);
    }

    private NetworkInterface port(Plan plan, Plan.Port port, long now) {
        var running = port.state() == Plan.State.LINK;
        return traffic(
                plan,
                now,
                port.name(),
                running ? port.rxMegabits() : 0,
                running ? port.txMegabits() : 0,
                (rx, tx, rxBytes, txBytes) ->
                        new NetworkInterface(
                                port.name(),
                                port.type(),
                                running,
                                port.state() == Plan.State.DISABLED,
                                false,
                                port.slave(),
                                port.comment(),
                                rx,
                                tx,
                                rxBytes,
                                txBytes));
    }

    /// On a session's interface the router receives what the client sends.
    private NetworkInterface session(Plan plan, Client client, long now) {
        var down = 0.2 + 2 * chance.of(plan.name()).of(client.name()).unit();
        var name = "<pppoe-" + client.name() + ">";
        return traffic(
                plan,
                now,
                name,
                down / 8,
                down,
                (rx, tx, rxBytes, txBytes) ->
                        new NetworkInterface(
                                name,
                                NetworkInterface.Type.PPPOE,
                                true,
                                false,
                                true,
                                false,
                                "",
                                rx,
                                tx,
                                rxBytes,
                                txBytes));
    }

    private <T> T traffic(
            Plan plan, long now, String name, double rxMean, double txMean, Counted<T> made) {
        var own = chance.of(plan.name()).of(name);
        var rx = new Wave(rxMean * 1_000_000, own.of("rx"));
        var tx = new Wave(txMean * 1_000_000, own.of("tx"));
        var start = now - uptimeSeconds(plan, now);
        return made.of(
                Math.round(rx.rate(now)),
                Math.round(tx.rate(now)),
                Math.round(rx.sum(start, now) / 8),
                Math.round(tx.sum(start, now) / 8));
    }

    @FunctionalInterface
    private interface Counted<T> {
        T of(long rx, long tx, long rxBytes, long txBytes);
    }

    /// Every router starts anew after 90 days, each on a day of its own.
    private long uptimeSeconds(Plan plan, long now) {
        var cycle = Duration.ofDays(90).toSeconds();
        var offset = chance.of(plan.name()).of("start").below((int) cycle);
        return 1 + Math.floorMod(now + offset, cycle);
    }

    private Plan reach(Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        var plan = plans.get(router.name());
        if (plan == null) {
            throw new RouterUnavailable(Reason.UNREACHABLE, "not in the demonstration network");
        }
        var length = readTime(plan);
        if (length.compareTo(within) > 0) {
            pause.last(within);
            throw new RouterUnavailable(Reason.TIMED_OUT, "slower than " + within);
        }
        pause.last(length);
        if (plan.reach() == Plan.Reach.DOWN) {
            throw new RouterUnavailable(Reason.UNREACHABLE, "no route to host");
        }
        return plan;
    }

    private Duration readTime(Plan plan) {
        var reach = plan.reach();
        var range = reach.longestMillis() - reach.shortestMillis() + 1;
        var own = chance.of(plan.name()).of("pause").of(now());
        return Duration.ofMillis(reach.shortestMillis() + own.below(range));
    }

    private Population population(Plan plan) {
        var population = populations.get(plan.name());
        if (population == null) {
            throw new IllegalStateException("no population for " + plan.name());
        }
        return population;
    }

    private long now() {
        return time.instant().getEpochSecond();
    }
}
