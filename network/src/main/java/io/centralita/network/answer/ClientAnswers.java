package io.centralita.network.answer;

import io.centralita.network.question.Question.ActiveClients;
import io.centralita.network.question.Question.ClientsWithProblems;
import io.centralita.network.router.Client;
import io.centralita.network.router.Client.Problem;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How many clients are connected, and which have trouble.
record ClientAnswers(Telling telling, Phrases phrases) {
    Said active(ActiveClients question) throws InterruptedException {
        var services = services(question.services());
        return telling.tell(
                question.routers(),
                RouterSource::clients,
                given -> {
                    var counts = counts(given, question.services());
                    if (question.routers().size() == 1) {
                        var only = counts.entrySet().iterator().next();
                        return phrases.count(
                                "clients.active.at",
                                only.getValue(),
                                only.getKey().identity(),
                                services);
                    }
                    return everywhere(counts, services);
                });
    }

    private static Map<Router, Long> counts(Map<Router, List<Client>> given, Set<Service> wanted) {
        var counts = new LinkedHashMap<Router, Long>();
        given.forEach(
                (router, clients) ->
                        counts.put(
                                router,
                                clients.stream()
                                        .filter(Client::active)
                                        .filter(c -> isOf(c, wanted))
                                        .count()));
        return counts;
    }

    private String everywhere(Map<Router, Long> counts, String services) {
        var total = counts.values().stream().mapToLong(Long::longValue).sum();
        var parts =
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(e -> phrases.say("number.at", e.getValue(), e.getKey().identity()))
                        .toList();
        return phrases.count("clients.active", total, services, phrases.list(parts));
    }

    Said problems(ClientsWithProblems question) throws InterruptedException {
        return telling.tell(
                question.routers(), RouterSource::clients, given -> troubles(question, given));
    }

    private String troubles(ClientsWithProblems question, Map<Router, List<Client>> given) {
        var single = question.routers().size() == 1;
        var named = new ArrayList<String>();
        given.forEach(
                (router, clients) -> {
                    for (var client : clients) {
                        var problem = client.problem();
                        if (problem != null && isOf(client, question.services())) {
                            named.add(trouble(client, problem, single ? "" : router.identity()));
                        }
                    }
                });
        var services = services(question.services());
        var list = phrases.clauses(named);
        return single
                ? phrases.count(
                        "clients.problems.at",
                        named.size(),
                        given.keySet().iterator().next().identity(),
                        services,
                        list)
                : phrases.count("clients.problems", named.size(), services, list);
    }

    private String trouble(Client client, Problem problem, String identity) {
        var what =
                switch (problem) {
                    case NO_LINK -> phrases.say("problem.no-link");
                    case REAUTHENTICATING -> phrases.say("problem.reauthenticating");
                    case SATURATED_QUEUE -> phrases.say("problem.saturated-queue");
                    case LEASE_WAITING -> phrases.say("problem.lease-waiting");
                    case LEASE_CONFLICT -> phrases.say("problem.lease-conflict");
                    case HIGH_LOSS -> phrases.say("problem.high-loss");
                };
        var name = Phrases.spoken(client.name());
        return identity.isEmpty()
                ? phrases.say("client.trouble", name, what)
                : phrases.say("client.trouble.at", name, identity, what);
    }

    private static boolean isOf(Client client, Set<Service> wanted) {
        return wanted.isEmpty() || wanted.contains(client.service());
    }

    private String services(Set<Service> wanted) {
        if (wanted.isEmpty()) {
            return "";
        }
        var names = wanted.stream().sorted().map(s -> phrases.say("service." + s.name())).toList();
        return phrases.say("by.service", phrases.list(names));
    }
}
