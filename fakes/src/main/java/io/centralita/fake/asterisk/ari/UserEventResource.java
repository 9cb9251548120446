package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.function.Consumer;

/// `POST /events/user/{name}`: an event that an application makes up.
final class UserEventResource implements Resource {
    private final Pbx pbx;

    UserEventResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (path.size() != 3 || !path.getFirst().equals("events") || !path.get(1).equals("user")) {
            return false;
        }
        reply.accept(
                request.method().equals("POST")
                        ? publish(request, path.get(2))
                        : Answer.wrongMethod("POST"));
        return true;
    }

    private Answer publish(Request request, String name) {
        var application = pbx.applications().find(request.get("application"));
        if (application.isEmpty()) {
            return Answer.notFound("Application not found");
        }
        var values = Json.object().put("eventname", name);
        request.variables().forEach(values::put);
        var subjects = Json.object();
        for (var source : request.list("source")) {
            int colon = source.indexOf(':');
            var id = source.substring(colon + 1);
            if (!source.startsWith("channel:") && !source.startsWith("bridge:")) {
                return Answer.badRequest("Invalid event source URI scheme");
            }
            var found =
                    source.startsWith("channel:")
                            ? pbx.channel(id).map(Json::of)
                            : pbx.bridge(id).map(Json::of);
            if (found.isEmpty()) {
                return Answer.unprocessable("Event source was not found");
            }
            subjects.set(source.substring(0, colon), found.get());
        }
        pbx.userEvent(application.get(), name, values, subjects);
        return Answer.NO_CONTENT;
    }
}
