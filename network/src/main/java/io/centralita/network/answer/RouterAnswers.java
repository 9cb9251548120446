package io.centralita.network.answer;

import io.centralita.network.question.Question.RouterStatus;
import io.centralita.network.question.Question.RouterStatus.Detail;
import io.centralita.network.router.Resource;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import java.util.List;
import java.util.Map;

/// Which routers there are and how they are doing.
record RouterAnswers(Telling telling, Phrases phrases) {
    /// A network's routers are what this question is about, so that more are named than elsewhere.
    private static final int ROUTERS_NAMED = 8;

    Said list(List<Router> routers) {
        if (routers.isEmpty()) {
            return Said.without(phrases.say("nobody.configured"));
        }
        var names = routers.stream().map(r -> phrases.say("router.named", r.identity(), r.name()));
        return Said.without(
                phrases.count(
                        "routers.configured",
                        routers.size(),
                        phrases.list(names.toList(), ROUTERS_NAMED, "; ")));
    }

    Said status(RouterStatus question) throws InterruptedException {
        var replies =
                telling.fleet().read(question.routers(), telling.within(), RouterSource::resource);
        if (question.detail() != Detail.ALL) {
            return telling.tell(replies, given -> details(question, given));
        }
        if (question.routers().size() == 1) {
            return telling.tell(replies, this::single);
        }
        if (replies.given().isEmpty()) {
            return new Said(telling.nobody(replies), replies.asked(), 0);
        }
        return new Said(all(replies), replies.asked(), replies.given().size());
    }

    private String single(Map<Router, Resource> given) {
        var entry = given.entrySet().iterator().next();
        var resource = entry.getValue();
        var text =
                phrases.say(
                        "router.status",
                        entry.getKey().identity(),
                        phrases.duration(resource.uptime()),
                        resource.cpuPercent(),
                        resource.freeMemoryPercent());
        var celsius = resource.temperatureCelsius();
        return celsius == null ? text : text + " " + phrases.count("router.temperature", celsius);
    }

    private String all(Replies<Resource> replies) {
        var text =
                phrases.count(
                        "routers.up",
                        replies.given().size(),
                        replies.asked(),
                        phrases.list(
                                Telling.identities(List.copyOf(replies.given().keySet())),
                                ROUTERS_NAMED,
                                ", "));
        if (replies.missing().isEmpty()) {
            return text;
        }
        var silent =
                replies.silent().stream()
                        .map(
                                r ->
                                        phrases.say(
                                                "router.silent",
                                                r.identity(),
                                                telling.why(replies, r)))
                        .toList();
        return text + " " + phrases.count("routers.silent", silent.size(), phrases.clauses(silent));
    }

    private String details(RouterStatus question, Map<Router, Resource> given) {
        if (question.routers().size() == 1) {
            var entry = given.entrySet().iterator().next();
            return phrases.say(
                    "detail.at",
                    entry.getKey().identity(),
                    detail(question.detail(), entry.getValue()));
        }
        var parts =
                given.entrySet().stream()
                        .map(
                                e ->
                                        phrases.say(
                                                "detail.of",
                                                e.getKey().identity(),
                                                detail(question.detail(), e.getValue())))
                        .toList();
        return phrases.say("details", phrases.clauses(parts));
    }

    private String detail(Detail detail, Resource resource) {
        return switch (detail) {
            case CPU -> phrases.say("detail.cpu", resource.cpuPercent());
            case MEMORY ->
                    phrases.say(
                            "detail.memory",
                            resource.freeMemoryPercent(),
                            resource.freeMemoryBytes() >> 20,
                            resource.totalMemoryBytes() >> 20);
            case UPTIME -> phrases.say("detail.uptime", phrases.duration(resource.uptime()));
            case VERSION -> phrases.say("detail.version", resource.version());
            case TEMPERATURE -> {
                var celsius = resource.temperatureCelsius();
                yield celsius == null
                        ? phrases.say("detail.temperature.none")
                        : phrases.count("detail.temperature", celsius);
            }
            case ALL -> throw new IllegalArgumentException("not one detail");
        };
    }
}
