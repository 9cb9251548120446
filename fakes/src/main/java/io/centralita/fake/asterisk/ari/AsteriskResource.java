package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// `/asterisk`: which one it is.
final class AsteriskResource implements Resource {
    private final Installation installation;
    private final String asteriskId;
    private final Timeline timeline;
    private final Instant started;

    AsteriskResource(Installation installation, String asteriskId, Timeline timeline) {
        this.installation = installation;
        this.asteriskId = asteriskId;
        this.timeline = timeline;
        this.started = timeline.now();
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("asterisk") || path.size() < 2) {
            return false;
        }
        switch (path.get(1)) {
            case "ping" -> get(request, reply, ping());
            case "info" -> get(request, reply, info(request.list("only")));
            case "modules" -> modules(request, reply);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void get(Request request, Consumer<Answer> reply, ObjectNode body) {
        reply.accept(request.method().equals("GET") ? Answer.ok(body) : Answer.wrongMethod("GET"));
    }

    private ObjectNode ping() {
        return Json.object()
                .put("ping", "pong")
                .put("timestamp", Json.time(timeline.now()))
                .put("asterisk_id", asteriskId);
    }

    /// @param only parts that are wanted; none stands for all
    private ObjectNode info(List<String> only) {
        var info = Json.object();
        info.putObject("build")
                .put("os", "Linux")
                .put("kernel", "6.1.0")
                .put("options", "OPTIONAL_API")
                .put("machine", "x86_64")
                .put("date", "2026-06-25 12:00:00 UTC")
                .put("user", "root");
        info.putObject("system")
                .put("version", installation.version())
                .put("entity_id", asteriskId);
        var config = info.putObject("config");
        config.put("name", "").put("default_language", "en");
        config.putObject("setid").put("user", "").put("group", "");
        info.putObject("status")
                .put("startup_time", Json.time(started))
                .put("last_reload_time", Json.time(started));
        return only.isEmpty() ? info : info.retain(only);
    }

    private void modules(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!request.method().equals("GET")) {
            reply.accept(Answer.wrongMethod("GET"));
        } else if (path.size() == 2) {
            var list = JsonNodeFactory.instance.arrayNode();
            installation.modules().forEach(name -> list.add(module(name)));
            reply.accept(Answer.ok(list));
        } else if (installation.has(path.get(2))) {
            reply.accept(Answer.ok(module(path.get(2))));
        } else {
            reply.accept(Answer.notFound("Module could not be found in running modules"));
        }
    }

    private static ObjectNode module(String name) {
        return Json.object()
                .put("name", name)
                .put("description", name)
                .put("use_count", 0)
                .put("status", "Running")
                .put("support_level", "core");
    }
}
