package io.centralita.network.answer;

import io.centralita.network.question.Question.InterfaceTraffic;
import io.centralita.network.question.Question.TopTraffic;
import io.centralita.network.question.Question.TotalTraffic;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/// How much passes through interfaces, routers and the network.
record TrafficAnswers(Telling telling, Phrases phrases) {
    private static final int RUNNERS_UP = 2;
    private static final int PARTS_NAMED = 3;

    Said of(InterfaceTraffic question) throws InterruptedException {
        var name = question.interfaceName();
        return telling.tell(
                question.routers(),
                RouterSource::interfaces,
                given -> {
                    if (question.routers().size() == 1) {
                        var entry = given.entrySet().iterator().next();
                        return single(entry.getKey(), entry.getValue(), name);
                    }
                    return everywhere(given, name);
                });
    }

    private String single(Router router, List<NetworkInterface> all, String name) {
        var port = Ports.named(all, name);
        if (port == null) {
            return phrases.say("interface.none", router.identity(), name);
        }
        if (!port.running()) {
            var key = port.disabled() ? "traffic.disabled" : "traffic.no-link";
            return phrases.say(key, port.name(), router.identity());
        }
        return phrases.say("traffic.interface", port.name(), router.identity(), traffic(port));
    }

    private String everywhere(Map<Router, List<NetworkInterface>> given, String name) {
        var busy = new ArrayList<String>();
        var idle = new ArrayList<String>();
        given.forEach(
                (router, all) -> {
                    var port = Ports.named(all, name);
                    if (port != null && port.running()) {
                        busy.add(phrases.say("traffic.at", router.identity(), traffic(port)));
                    } else if (port != null) {
                        idle.add(router.identity());
                    }
                });
        if (busy.isEmpty() && idle.isEmpty()) {
            return phrases.say("interface.nowhere", name);
        }
        var text = new ArrayList<String>();
        if (!busy.isEmpty()) {
            text.add(phrases.say("traffic.interfaces", name, phrases.clauses(busy)));
        }
        if (!idle.isEmpty()) {
            text.add(phrases.say("traffic.no-link.at", name, phrases.list(idle)));
        }
        return String.join(" ", text);
    }

    private record Place(Router router, NetworkInterface port) {}

    Said top(TopTraffic question) throws InterruptedException {
        return telling.tell(
                question.routers(),
                RouterSource::interfaces,
                given -> {
                    var places = new ArrayList<Place>();
                    given.forEach(
                            (router, all) ->
                                    Ports.fixed(all).stream()
                                            .filter(NetworkInterface::running)
                                            .forEach(port -> places.add(new Place(router, port))));
                    places.sort(
                            Comparator.comparingLong((Place p) -> p.port().bitsPerSecond())
                                    .reversed());
                    return busiest(places);
                });
    }

    private String busiest(List<Place> places) {
        if (places.isEmpty()) {
            return phrases.say("traffic.top.none");
        }
        var first = places.getFirst();
        var text =
                phrases.say(
                        "traffic.top",
                        first.port().name(),
                        first.router().identity(),
                        phrases.rate(first.port().bitsPerSecond()),
                        traffic(first.port()));
        var next =
                places.stream()
                        .skip(1)
                        .limit(RUNNERS_UP)
                        .map(
                                p ->
                                        phrases.say(
                                                "traffic.top.next",
                                                p.port().name(),
                                                p.router().identity(),
                                                phrases.rate(p.port().bitsPerSecond())))
                        .toList();
        return next.isEmpty()
                ? text
                : text
                        + " "
                        + phrases.count("traffic.top.follow", next.size(), phrases.clauses(next));
    }

    /// What enters and leaves a router through the interfaces of its active default routes.
    private record Uplink(long rxBitsPerSecond, long txBitsPerSecond) {
        long sum() {
            return rxBitsPerSecond + txBitsPerSecond;
        }
    }

    Said total(TotalTraffic question) throws InterruptedException {
        return telling.tell(
                question.routers(),
                TrafficAnswers::uplink,
                given -> {
                    if (question.routers().size() == 1) {
                        var entry = given.entrySet().iterator().next();
                        var uplink = entry.getValue();
                        return phrases.say(
                                "traffic.total.at",
                                entry.getKey().identity(),
                                phrases.rate(uplink.sum()),
                                phrases.traffic(
                                        uplink.rxBitsPerSecond(), uplink.txBitsPerSecond()));
                    }
                    return total(given);
                });
    }

    private String total(Map<Router, Uplink> given) {
        var rx = given.values().stream().mapToLong(Uplink::rxBitsPerSecond).sum();
        var tx = given.values().stream().mapToLong(Uplink::txBitsPerSecond).sum();
        var sorted = new LinkedHashMap<Router, Uplink>();
        given.entrySet().stream()
                .sorted(
                        Map.Entry.comparingByValue(
                                Comparator.comparingLong(Uplink::sum).reversed()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        var parts = new ArrayList<String>();
        sorted.forEach(
                (router, uplink) ->
                        parts.add(
                                phrases.say(
                                        "traffic.total.part",
                                        router.identity(),
                                        phrases.rate(uplink.sum()))));
        return phrases.say(
                "traffic.total",
                phrases.rate(rx + tx),
                phrases.traffic(rx, tx),
                phrases.list(parts, PARTS_NAMED, "; "));
    }

    private String traffic(NetworkInterface port) {
        return phrases.traffic(port.rxBitsPerSecond(), port.txBitsPerSecond());
    }

    /// Reads routes and interfaces at the same time: a slow router is waited for once.
    private static Uplink uplink(RouterSource source, Router router, Duration within)
            throws RouterUnavailable, InterruptedException {
        var interfaces = new FutureTask<>(() -> source.interfaces(router, within));
        Thread.ofVirtual().name("router-read-interfaces").start(interfaces);
        try {
            var leaving =
                    source.gateways(router, within).stream()
                            .filter(Gateway::active)
                            .map(Gateway::interfaceName)
                            .collect(Collectors.toSet());
            var ports =
                    result(interfaces).stream()
                            .filter(port -> leaving.contains(port.name()))
                            .toList();
            return new Uplink(
                    ports.stream().mapToLong(NetworkInterface::rxBitsPerSecond).sum(),
                    ports.stream().mapToLong(NetworkInterface::txBitsPerSecond).sum());
        } finally {
            interfaces.cancel(true);
        }
    }

    private static <T> T result(Future<T> read) throws RouterUnavailable, InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RouterUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
