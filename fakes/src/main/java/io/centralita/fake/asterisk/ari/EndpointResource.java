package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.function.Consumer;

/// `/endpoints`: the phones of `pjsip.conf`.
final class EndpointResource implements Resource {
    private static final String PJSIP = "PJSIP";
    private final Pbx pbx;

    EndpointResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("endpoints") || path.size() > 3) {
            return false;
        }
        if (!request.method().equals("GET")) {
            reply.accept(Answer.wrongMethod("GET"));
        } else if (path.size() == 3) {
            reply.accept(
                    path.get(1).equalsIgnoreCase(PJSIP)
                                    && pbx.technologies().endpoints().contains(path.get(2))
                            ? Answer.ok(json(path.get(2)))
                            : Answer.notFound("Endpoint not found"));
        } else if (path.size() == 2 && !path.get(1).equalsIgnoreCase(PJSIP)) {
            reply.accept(Answer.notFound("No Endpoints found - invalid tech " + path.get(1)));
        } else {
            var list = JsonNodeFactory.instance.arrayNode();
            pbx.technologies().endpoints().forEach(name -> list.add(json(name)));
            reply.accept(Answer.ok(list));
        }
        return true;
    }

    private ObjectNode json(String name) {
        var json = Json.object();
        json.put("technology", PJSIP).put("resource", name).put("state", "online");
        var ids = json.putArray("channel_ids");
        pbx.channels().stream()
                .filter(channel -> channel.endpoint().equals(PJSIP + "/" + name))
                .forEach(channel -> ids.add(channel.id()));
        return json;
    }
}
