package io.centralita.network.question;

import static io.centralita.network.question.Concept.*;

import io.centralita.network.question.Question.ActiveClients;
import io.centralita.network.question.Question.ActiveGateways;
import io.centralita.network.question.Question.ClientsWithProblems;
import io.centralita.network.question.Question.Declined;
import io.centralita.network.question.Question.Declined.Why;
import io.centralita.network.question.Question.FreeInterfaces;
import io.centralita.network.question.Question.Help;
import io.centralita.network.question.Question.InterfaceStatus;
import io.centralita.network.question.Question.InterfaceTraffic;
import io.centralita.network.question.Question.RouterList;
import io.centralita.network.question.Question.RouterStatus;
import io.centralita.network.question.Question.RouterStatus.Detail;
import io.centralita.network.question.Question.TopTraffic;
import io.centralita.network.question.Question.TotalTraffic;
import io.centralita.network.question.Question.UnknownRouter;
import io.centralita.network.question.Question.WhichRouter;
import io.centralita.network.router.Router;
import io.centralita.network.router.Service;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From the concepts of a sentence to the one question they make together; where they make none, or
/// two at once, nothing is guessed.
final class Decision {
    private static final Declined NOT_UNDERSTOOD = new Declined(Why.NOT_UNDERSTOOD);

    private final Sentence sentence;
    private final Set<Concept> concepts;
    private final List<Router> routers;
    private final RouterNames.Found found;
    private final @Nullable String interfaceName;
    private final Set<Service> services;

    Decision(Sentence sentence, RouterNames.Found found, @Nullable String interfaceName) {
        this.sentence = sentence;
        this.concepts = sentence.concepts();
        this.found = found;
        this.routers = found.routers();
        this.interfaceName = interfaceName;
        this.services = services();
    }

    Question question() {
        if (isHelp()) {
            return new Help();
        }
        var refusal = refusal();
        if (refusal != null) {
            return new Declined(refusal);
        }
        if (found.unknown() != null) {
            return new UnknownRouter(found.unknown(), interfaceName);
        }
        var strangers = new Strangers(sentence);
        if (strangers.isOneClient()) {
            return NOT_UNDERSTOOD;
        }
        if (!found.ambiguous().isEmpty()) {
            return new WhichRouter(found.ambiguous());
        }
        return routers.isEmpty() && strangers.isElsewhere() ? NOT_UNDERSTOOD : subject();
    }

    private @Nullable Why refusal() {
        if (has(SECRET)) {
            return Why.SECRET;
        }
        if (has(ACTION) || (sentence.opening() == ACTION_FIRST && !has(COUNT, HOW_MUCH, LIST))) {
            return Why.ACTION;
        }
        var address = has(IP) && (services.isEmpty() || !has(COUNT, UP));
        if (address || has(MONEY, FOREIGN, PAST, UNSUPPORTED, DEFINITION)) {
            return Why.OUT_OF_DOMAIN;
        }
        return null;
    }

    private boolean isHelp() {
        var nothingElse =
                !has(CLIENT, TRAFFIC, CONSUME, GATEWAY, INTERFACE, ROUTER, DEVICE, NETWORK, CPU)
                        && !has(MEMORY, PROBLEM, DOWN, WHO)
                        && !has(SECRET, ACTION, MONEY, FOREIGN, PAST, UNSUPPORTED)
                        && services.isEmpty()
                        && routers.isEmpty()
                        && found.unknown() == null
                        && interfaceName == null;
        var greeting = has(GREETING) && !sentence.hasUnknown() && !has(COUNT, STATE, UP);
        return nothingElse && (has(HELP) || (greeting && !has(DEFINITION, ACTION_FIRST)));
    }

    private Question subject() {
        var detail = detail();
        if (detail != null) {
            return resource(detail);
        }
        if (isAboutClients()) {
            return clients();
        }
        if (has(GATEWAY)) {
            return has(TRAFFIC, CONSUME, FREE) || !services.isEmpty() || interfaceName != null
                    ? NOT_UNDERSTOOD
                    : new ActiveGateways(routers);
        }
        if (isAboutTraffic()) {
            return traffic();
        }
        if (has(INTERFACE) || interfaceName != null) {
            return interfaces();
        }
        if (!services.isEmpty()) {
            return service();
        }
        return routers();
    }

    private @Nullable Detail detail() {
        var details = new ArrayList<Detail>();
        if (has(CPU)) {
            details.add(Detail.CPU);
        }
        if (has(MEMORY)) {
            details.add(Detail.MEMORY);
        }
        if (has(UPTIME)) {
            details.add(Detail.UPTIME);
        }
        if (has(TEMPERATURE)) {
            details.add(Detail.TEMPERATURE);
        }
        if (has(VERSION)) {
            details.add(Detail.VERSION);
        }
        if (details.isEmpty()) {
            return null;
        }
        return details.size() == 1 ? details.getFirst() : Detail.ALL;
    }

    private Question resource(Detail detail) {
        var aboutRouters = !routers.isEmpty() || has(ROUTER, DEVICE, NETWORK);
        var needsRouter =
                detail == Detail.UPTIME || detail == Detail.TEMPERATURE || detail == Detail.VERSION;
        if (has(CLIENT, TRAFFIC, GATEWAY, INTERFACE, WHO)
                || interfaceName != null
                || !services.isEmpty()
                || (needsRouter && !aboutRouters)) {
            return NOT_UNDERSTOOD;
        }
        return new RouterStatus(routers, detail);
    }

    private boolean isAboutClients() {
        return has(CLIENT)
                || isAboutPeople()
                || (has(WHO) && has(PROBLEM, DOWN, UP))
                || (has(DEVICE) && !services.isEmpty())
                || hasAll(DEVICE, COUNT, UP)
                || (hasAll(DEVICE, COUNT) && !routers.isEmpty());
    }

    private boolean isAboutPeople() {
        var ofTheNetwork = has(UP, DOWN, PROBLEM, NETWORK, INTERNET, SLOT) || !services.isEmpty();
        return has(PEOPLE) && (ofTheNetwork || !sentence.hasUnknown());
    }

    private Question clients() {
        if (has(GATEWAY, TRAFFIC, CONSUME, FREE, INTERFACE) || interfaceName != null) {
            return NOT_UNDERSTOOD;
        }
        if (has(PROBLEM) && has(NOT)) {
            return NOT_UNDERSTOOD;
        }
        if (has(PROBLEM, DOWN) || hasAll(NOT, UP) || (has(STATE) && !has(COUNT, UP))) {
            return new ClientsWithProblems(routers, services);
        }
        return has(NOT) ? NOT_UNDERSTOOD : new ActiveClients(routers, services);
    }

    private boolean isAboutTraffic() {
        var load = has(LOAD);
        return has(TRAFFIC, CONSUME, BUSIEST)
                || (has(MOVE) && isAboutMoving())
                || (load && has(NETWORK) && !has(ROUTER, INTERFACE))
                || (load && interfaceName != null && !has(STATE, DOWN, FREE))
                || (load && hasAll(MOST, INTERFACE))
                || (hasAll(WHICH, MOST, INTERFACE) && !has(STATE, UP, DOWN, PROBLEM, FREE));
    }

    private boolean isAboutMoving() {
        var much =
                has(HOW_MUCH, MOST, TOTAL)
                        || (has(COUNT) && !has(UP))
                        || (has(WHICH) && (has(INTERFACE) || interfaceName != null));
        return much
                && !has(DOWN, FREE, PROBLEM)
                && (has(HOW_MUCH) || !has(STATE))
                && (interfaceName != null
                        || !routers.isEmpty()
                        || has(INTERFACE, ROUTER, DEVICE, NETWORK, TOTAL));
    }

    private Question traffic() {
        if (has(FREE, PROBLEM, DOWN) || !services.isEmpty()) {
            return NOT_UNDERSTOOD;
        }
        if (interfaceName != null) {
            return new InterfaceTraffic(routers, interfaceName);
        }
        var most = has(MOST, BUSIEST);
        if (has(INTERFACE)) {
            return new TopTraffic(routers);
        }
        if (most && has(ROUTER, DEVICE)) {
            return new TotalTraffic(routers);
        }
        if (most) {
            return has(WHICH, BUSIEST) ? new TopTraffic(routers) : NOT_UNDERSTOOD;
        }
        return new TotalTraffic(routers);
    }

    private Question interfaces() {
        if (!services.isEmpty() || has(MOST)) {
            return NOT_UNDERSTOOD;
        }
        if (has(FREE) && interfaceName == null && !has(NOT)) {
            return new FreeInterfaces(routers);
        }
        var asked = has(STATE, UP, DOWN, PROBLEM, COUNT, WHICH, LIST, CONFIGURED, LOAD, FREE, NOT);
        return asked || (has(INTERFACE) && !sentence.hasUnknown())
                ? new InterfaceStatus(routers, interfaceName)
                : NOT_UNDERSTOOD;
    }

    private Question service() {
        if (has(FREE, MOST)) {
            return NOT_UNDERSTOOD;
        }
        if (has(PROBLEM, DOWN)) {
            return has(NOT) && has(PROBLEM)
                    ? NOT_UNDERSTOOD
                    : new ClientsWithProblems(routers, services);
        }
        return has(COUNT, UP, TOTAL) && !has(NOT)
                ? new ActiveClients(routers, services)
                : NOT_UNDERSTOOD;
    }

    private Question routers() {
        var generic = has(ROUTER, DEVICE);
        var state = has(STATE, UP, DOWN, PROBLEM) || hasAll(NOT, CONFIGURED);
        if (has(LOAD) && generic && !has(FREE)) {
            return new RouterStatus(routers, Detail.CPU);
        }
        if (has(FREE) || (has(MOST) && !state)) {
            return NOT_UNDERSTOOD;
        }
        if (!routers.isEmpty()) {
            return named(generic, state);
        }
        if (generic) {
            return state ? new RouterStatus(routers, Detail.ALL) : list();
        }
        if (has(NETWORK)) {
            return state ? new RouterStatus(routers, Detail.ALL) : NOT_UNDERSTOOD;
        }
        if (!has(COUNT) || has(NOT)) {
            return NOT_UNDERSTOOD;
        }
        if (has(PROBLEM, DOWN)) {
            return new ClientsWithProblems(routers, services);
        }
        return has(UP) ? new ActiveClients(routers, services) : NOT_UNDERSTOOD;
    }

    private Question named(boolean generic, boolean state) {
        if (has(COUNT) && has(UP) && !has(NOT, DOWN)) {
            return new ActiveClients(routers, services);
        }
        if (has(PROBLEM) && !generic && !has(STATE, UP, DOWN, NOT)) {
            return new ClientsWithProblems(routers, services);
        }
        if (state) {
            return new RouterStatus(routers, Detail.ALL);
        }
        return has(CONFIGURED) ? new RouterList() : NOT_UNDERSTOOD;
    }

    private Question list() {
        var asked = has(COUNT, LIST, CONFIGURED) || (has(WHICH) && !sentence.hasUnknown());
        return has(NOT) || !asked ? NOT_UNDERSTOOD : new RouterList();
    }

    private Set<Service> services() {
        var named = EnumSet.noneOf(Service.class);
        if (has(PPPOE)) {
            named.add(Service.PPPOE);
        }
        if (has(HOTSPOT)) {
            named.add(Service.HOTSPOT);
        }
        if (has(DHCP)) {
            named.add(Service.DHCP);
        }
        return Set.copyOf(named);
    }

    private boolean hasAll(Concept... all) {
        return concepts.containsAll(List.of(all));
    }

    private boolean has(Concept... any) {
        for (var concept : any) {
            if (concepts.contains(concept)) {
                return true;
            }
        }
        return false;
    }
}
