package io.centralita.network.answer;

import io.centralita.network.question.Question.FreeInterfaces;
import io.centralita.network.question.Question.InterfaceStatus;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which interfaces have link, which are free.
record InterfaceAnswers(Telling telling, Phrases phrases) {
    Said free(FreeInterfaces question) throws InterruptedException {
        return telling.tell(
                question.routers(),
                RouterSource::interfaces,
                given -> {
                    if (question.routers().size() == 1) {
                        var entry = given.entrySet().iterator().next();
                        var free = names(entry.getValue(), NetworkInterface::isFree);
                        return phrases.count(
                                "interfaces.free.at",
                                free.size(),
                                entry.getKey().identity(),
                                phrases.list(free));
                    }
                    return freeEverywhere(given);
                });
    }

    private String freeEverywhere(Map<Router, List<NetworkInterface>> given) {
        var total = 0;
        var parts = new ArrayList<String>();
        for (var entry : given.entrySet()) {
            var free = names(entry.getValue(), NetworkInterface::isFree);
            total += free.size();
            if (!free.isEmpty()) {
                parts.add(phrases.say("names.at", phrases.list(free), entry.getKey().identity()));
            }
        }
        return phrases.count("interfaces.free", total, phrases.clauses(parts));
    }

    Said status(InterfaceStatus question) throws InterruptedException {
        return telling.tell(
                question.routers(), RouterSource::interfaces, given -> status(question, given));
    }

    private String status(InterfaceStatus question, Map<Router, List<NetworkInterface>> given) {
        var name = question.interfaceName();
        var single = question.routers().size() == 1;
        var first = given.entrySet().iterator().next();
        if (name != null) {
            return single
                    ? one(first.getKey(), Ports.named(first.getValue(), name), name)
                    : one(given, name);
        }
        return single ? all(first.getKey(), first.getValue()) : all(given);
    }

    private String one(Router router, @Nullable NetworkInterface port, String name) {
        if (port == null) {
            return phrases.say("interface.none", router.identity(), name);
        }
        var key =
                port.running()
                        ? "interface.link"
                        : port.disabled() ? "interface.disabled" : "interface.no-link";
        return phrases.say(key, port.name(), router.identity());
    }

    private String one(Map<Router, List<NetworkInterface>> given, String name) {
        var link = new ArrayList<String>();
        var noLink = new ArrayList<String>();
        var disabled = new ArrayList<String>();
        given.forEach(
                (router, all) -> {
                    var port = Ports.named(all, name);
                    if (port != null) {
                        var state = port.running() ? link : port.disabled() ? disabled : noLink;
                        state.add(router.identity());
                    }
                });
        var text = new ArrayList<String>();
        add(text, "interface.link.at", name, link);
        add(text, "interface.no-link.at", name, noLink);
        add(text, "interface.disabled.at", name, disabled);
        return text.isEmpty() ? phrases.say("interface.nowhere", name) : String.join(" ", text);
    }

    private void add(List<String> text, String key, String name, List<String> identities) {
        if (!identities.isEmpty()) {
            text.add(phrases.say(key, name, phrases.list(identities)));
        }
    }

    private String all(Router router, List<NetworkInterface> all) {
        var ports = Ports.fixed(all);
        var text = new ArrayList<String>();
        text.add(
                phrases.count(
                        "interfaces.link.in",
                        names(ports, NetworkInterface::running).size(),
                        ports.size(),
                        router.identity()));
        var noLink = names(ports, port -> !port.running() && !port.disabled());
        if (!noLink.isEmpty()) {
            text.add(phrases.say("interfaces.no-link", phrases.list(noLink)));
        }
        var disabled = names(ports, NetworkInterface::disabled);
        if (!disabled.isEmpty()) {
            text.add(phrases.say("interfaces.disabled", phrases.list(disabled)));
        }
        return String.join(" ", text);
    }

    private String all(Map<Router, List<NetworkInterface>> given) {
        var ports = given.values().stream().map(Ports::fixed).flatMap(List::stream).toList();
        var text = new ArrayList<String>();
        text.add(
                phrases.count(
                        "interfaces.link",
                        names(ports, NetworkInterface::running).size(),
                        ports.size()));
        var parts = new ArrayList<String>();
        given.forEach(
                (router, all) -> {
                    var without =
                            names(Ports.fixed(all), port -> !port.running() && !port.disabled());
                    if (!without.isEmpty()) {
                        parts.add(phrases.say("number.at", without.size(), router.identity()));
                    }
                });
        if (!parts.isEmpty()) {
            text.add(phrases.say("interfaces.no-link", phrases.list(parts)));
        }
        var disabled = names(ports, NetworkInterface::disabled).size();
        if (disabled > 0) {
            text.add(phrases.count("interfaces.disabled.number", disabled));
        }
        return String.join(" ", text);
    }

    private static List<String> names(
            List<NetworkInterface> ports, Predicate<NetworkInterface> which) {
        return Ports.fixed(ports).stream().filter(which).map(NetworkInterface::name).toList();
    }
}
