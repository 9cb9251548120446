package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.Origination;
import io.centralita.fake.asterisk.pbx.Outgoings;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Place;
import java.time.Duration;
import java.util.function.Consumer;

/// `POST /channels` and `POST /channels/{id}`: calls a phone, or a place in the dial plan.
final class OriginateResource implements Resource {
    private static final int TIMEOUT_S = 30;
    private final Pbx pbx;

    OriginateResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("channels")
                || !request.method().equals("POST")
                || path.size() > 2) {
            return false;
        }
        originate(request, path.size() == 2 ? path.get(1) : request.get("channelId"), reply);
        return true;
    }

    private void originate(Request request, String id, Consumer<Answer> reply) {
        var endpoint = request.get("endpoint");
        if (endpoint.isEmpty()) {
            reply.accept(Answer.badRequest("Endpoint must be specified"));
        } else if (request.get("app").isEmpty() && request.get("extension").isEmpty()) {
            reply.accept(Answer.badRequest("Application or extension must be specified"));
        } else if (!id.isEmpty() && pbx.channel(id).isPresent()) {
            reply.accept(Answer.conflict("Channel with given unique ID already exists"));
        } else {
            call(request, endpoint, id, reply);
        }
    }

    private void call(Request request, String endpoint, String id, Consumer<Answer> reply) {
        int slash = endpoint.indexOf('/');
        var technology = slash < 0 ? endpoint : endpoint.substring(0, slash);
        var resource = endpoint.substring(slash + 1);
        var what =
                new Origination(
                        id,
                        request.get("app"),
                        request.list("appArgs"),
                        CallerId.parse(request.get("callerId")),
                        request.variables());
        Outgoings.Reply then = new Made(answer -> reply.accept(withoutVariables(answer)));
        switch (technology) {
            case "Local" ->
                    pbx.outgoings().local(what, resource, format(request), place(request), then);
            case "PJSIP" -> {
                if (pbx.technologies().hasEndpoint(resource)) {
                    pbx.outgoings().endpoint(what, resource, timeout(request), then);
                } else {
                    reply.accept(allocationFailed());
                }
            }
            case "WebSocket" -> {
                int options = resource.indexOf('/');
                var client = options < 0 ? resource : resource.substring(0, options);
                if (!client.equals("INCOMING") && !pbx.technologies().hasWebSocketClient(client)) {
                    reply.accept(allocationFailed());
                    return;
                }
                pbx.outgoings()
                        .webSocket(
                                what,
                                client.equals("INCOMING") ? "" : client,
                                options < 0 ? "" : resource.substring(options + 1),
                                format(request),
                                new Made(reply));
            }
            default -> reply.accept(allocationFailed());
        }
    }

    private static Answer withoutVariables(Answer answer) {
        if (answer.body() instanceof ObjectNode body) {
            body.remove("channelvars");
        }
        return answer;
    }

    private static Answer allocationFailed() {
        return Answer.error(500, "Internal Server Error", "Allocation failed");
    }

    private static Format format(Request request) {
        var first = request.list("formats").stream().findFirst().orElse("slin");
        return Format.named(first).orElse(Format.SLIN);
    }

    private static Place place(Request request) {
        return new Place(
                request.get("context", "default"),
                request.get("extension"),
                request.number("priority", 1),
                "",
                "");
    }

    /// -1 is for ever.
    private static Duration timeout(Request request) {
        return Duration.ofSeconds(Math.max(0, request.number("timeout", TIMEOUT_S)));
    }
}
