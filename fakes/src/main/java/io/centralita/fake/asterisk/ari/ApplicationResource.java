package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Application;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `/applications`: who listens, what it has, what else it wants to hear of.
final class ApplicationResource implements Resource {
    private final Pbx pbx;

    ApplicationResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("applications") || path.size() > 3) {
            return false;
        }
        if (path.size() == 1) {
            reply.accept(request.method().equals("GET") ? list() : Answer.wrongMethod("GET"));
            return true;
        }
        var what = request.method() + " " + (path.size() == 3 ? path.get(2) : "");
        reply.accept(
                switch (what) {
                    case "GET " -> of(path.get(1), application -> Answer.ok(Json.of(application)));
                    case "POST subscription", "DELETE subscription" ->
                            of(path.get(1), application -> subscription(application, request));
                    case "PUT eventFilter" ->
                            of(path.get(1), application -> filter(application, request.body()));
                    default -> path.size() == 2 ? Answer.wrongMethod("GET") : Answer.NO_RESOURCE;
                });
        return true;
    }

    private interface Act {
        Answer on(Application application);
    }

    private Answer of(String name, Act act) {
        return pbx.applications()
                .find(name)
                .map(act::on)
                .orElse(Answer.notFound("Application not found"));
    }

    private Answer list() {
        var list = JsonNodeFactory.instance.arrayNode();
        pbx.applications().listed().forEach(application -> list.add(Json.of(application)));
        return Answer.ok(list);
    }

    private Answer subscription(Application application, Request request) {
        var sources = request.list("eventSource");
        if (sources.isEmpty()) {
            return Answer.badRequest("Missing parameter eventSource");
        }
        boolean on = request.method().equals("POST");
        for (var source : sources) {
            int colon = source.indexOf(':');
            var scheme = source.substring(0, Math.max(0, colon));
            if (!List.of("channel", "bridge", "endpoint", "deviceState").contains(scheme)) {
                return Answer.badRequest("Invalid event source URI scheme");
            }
            var id = source.substring(colon + 1);
            if (on && !pbx.stasis().subscribe(application, scheme, id)) {
                return Answer.unprocessable("Event source does not exist");
            }
            if (!on && !pbx.stasis().unsubscribe(application, scheme, id)) {
                return Answer.unprocessable("Event source was not subscribed to");
            }
        }
        return Answer.ok(Json.of(application));
    }

    private static Answer filter(Application application, JsonNode filter) {
        var allowed = types(filter.path("allowed"));
        var disallowed = types(filter.path("disallowed"));
        if (allowed == null || disallowed == null) {
            return Answer.badRequest("Invalid format definition");
        }
        application.filter(allowed, disallowed);
        return Answer.ok(Json.of(application));
    }

    /// @return null where it is no list of event types
    private static @Nullable List<String> types(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        var types = new ArrayList<String>();
        for (var entry : list) {
            if (!entry.path("type").isTextual()) {
                return null;
            }
            types.add(entry.path("type").asText());
        }
        return list.isArray() ? types : null;
    }
}
