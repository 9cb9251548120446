package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Causes;
import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.Locale;
import java.util.function.Consumer;

/// `/channels`: looking at them, their variables, ending them.
final class ChannelResource implements Resource {
    private final Pbx pbx;

    ChannelResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("channels") || path.size() > 3) {
            return false;
        }
        if (path.size() == 1) {
            list(request, reply);
            return true;
        }
        if (path.size() == 2) {
            one(request, path.get(1), reply);
            return true;
        }
        return switch (request.method() + " " + path.get(2)) {
            case "GET variable", "POST variable", "GET rtp_statistics" -> {
                reply.accept(
                        pbx.channel(path.get(1))
                                .map(
                                        channel ->
                                                facts(
                                                        channel,
                                                        request.method() + " " + path.get(2),
                                                        request))
                                .orElse(Answer.CHANNEL_NOT_FOUND));
                yield true;
            }
            default -> false;
        };
    }

    private void list(Request request, Consumer<Answer> reply) {
        if (!request.method().equals("GET")) {
            reply.accept(Answer.wrongMethod("GET,POST"));
            return;
        }
        var list = JsonNodeFactory.instance.arrayNode();
        pbx.channels().forEach(channel -> list.add(Json.of(channel)));
        reply.accept(Answer.ok(list));
    }

    private void one(Request request, String id, Consumer<Answer> reply) {
        var found = pbx.channel(id);
        if (found.isEmpty()) {
            reply.accept(Answer.CHANNEL_NOT_FOUND);
            return;
        }
        switch (request.method()) {
            case "GET" -> reply.accept(Answer.ok(Json.of(found.get())));
            case "DELETE" -> hangUp(request, found.get(), reply);
            default -> reply.accept(Answer.wrongMethod("GET,POST,DELETE"));
        }
    }

    private void hangUp(Request request, Channel channel, Consumer<Answer> reply) {
        var reason = request.get("reason");
        var code = request.get("reason_code");
        if (!code.isEmpty() && !reason.isEmpty()) {
            reply.accept(Answer.badRequest("The reason and reason_code can't both be specified"));
            return;
        }
        int cause =
                !code.isEmpty()
                        ? request.number("reason_code", 0)
                        : reason.isEmpty() ? Causes.ofReason("normal") : Causes.ofReason(reason);
        if (!Causes.isValid(cause)) {
            var which = code.isEmpty() ? "" : " Code";
            reply.accept(
                    Answer.error(
                            400,
                            "Invalid Reason" + which,
                            "Invalid reason for hangup reason"
                                    + which.toLowerCase(Locale.ROOT)
                                    + " provided"));
            return;
        }
        pbx.hangUp(channel, cause, () -> reply.accept(Answer.NO_CONTENT));
    }

    private Answer facts(Channel channel, String asked, Request request) {
        var name = request.get("variable");
        return switch (asked) {
            case "GET rtp_statistics" ->
                    channel.name().startsWith("PJSIP/")
                            ? Answer.ok(Statistics.of(channel))
                            : Answer.notFound("RTP info not found");
            case "GET variable" ->
                    name.isEmpty()
                            ? Answer.badRequest("Variable name is required")
                            : pbx.variable(channel, name)
                                    .map(value -> Answer.ok(Json.object().put("value", value)))
                                    .orElse(
                                            Answer.error(
                                                    404,
                                                    "Variable Not Found",
                                                    "Provided variable was not found"));
            default -> {
                if (name.isEmpty()) {
                    yield Answer.badRequest("Variable name is required");
                }
                if (!channel.isInStasis()) {
                    yield Answer.NOT_IN_STASIS;
                }
                if (request.has("value")) {
                    pbx.setVariable(channel, name, request.get("value"));
                } else {
                    pbx.removeVariable(channel, name);
                }
                yield Answer.NO_CONTENT;
            }
        };
    }
}
