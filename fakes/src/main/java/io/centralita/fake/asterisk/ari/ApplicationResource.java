package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.function.Consumer;

/// `/applications`: who listens, and what it has.
final class ApplicationResource implements Resource {
    private final Pbx pbx;

    ApplicationResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("applications") || path.size() > 2) {
            return false;
        }
        if (!request.method().equals("GET")) {
            reply.accept(Answer.wrongMethod("GET"));
        } else if (path.size() == 1) {
            var list = JsonNodeFactory.instance.arrayNode();
            pbx.applications().listed().forEach(application -> list.add(Json.of(application)));
            reply.accept(Answer.ok(list));
        } else {
            reply.accept(
                    pbx.applications()
                            .find(path.get(1))
                            .map(application -> Answer.ok(Json.of(application)))
                            .orElse(Answer.notFound("Application not found")));
        }
        return true;
    }
}
