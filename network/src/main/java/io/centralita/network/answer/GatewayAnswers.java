package io.centralita.network.answer;

import io.centralita.network.question.Question.ActiveGateways;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the routers leave to the internet.
record GatewayAnswers(Telling telling, Phrases phrases) {
    Said active(ActiveGateways question) throws InterruptedException {
        return telling.tell(
                question.routers(),
                RouterSource::gateways,
                given -> {
                    if (question.routers().size() == 1) {
                        var entry = given.entrySet().iterator().next();
                        return single(entry.getKey(), entry.getValue());
                    }
                    return everywhere(given);
                });
    }

    private String single(Router router, List<Gateway> gateways) {
        var active = gateways.stream().filter(Gateway::active).map(this::gateway).toList();
        var idle = gateways.stream().filter(g -> !g.active()).map(this::gateway).toList();
        var text =
                phrases.count(
                        "gateways.active.at",
                        active.size(),
                        router.identity(),
                        phrases.list(active));
        return idle.isEmpty()
                ? text
                : text + " " + phrases.count("gateways.idle", idle.size(), phrases.list(idle));
    }

    private String everywhere(Map<Router, List<Gateway>> given) {
        var active = new ArrayList<String>();
        var idle = new ArrayList<String>();
        given.forEach(
                (router, gateways) -> {
                    for (var gateway : gateways) {
                        (gateway.active() ? active : idle)
                                .add(phrases.say("names.at", gateway(gateway), router.identity()));
                    }
                });
        var text = phrases.count("gateways.active", active.size(), phrases.clauses(active));
        return idle.isEmpty()
                ? text
                : text + " " + phrases.count("gateways.idle", idle.size(), phrases.clauses(idle));
    }

    private String gateway(Gateway gateway) {
        return gateway.interfaceName().isEmpty()
                ? gateway.address()
                : phrases.say("gateway", gateway.address(), gateway.interfaceName());
    }
}
