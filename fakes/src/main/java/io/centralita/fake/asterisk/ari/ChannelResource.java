package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Causes;
import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.function.Consumer;

/// `/channels`: looking at them, answering them, ending them.
final class ChannelResource implements Resource {
    private static final int KEY_MS = 100;
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
        var asked = request.method() + " " + path.get(2);
        return switch (asked) {
            case "GET variable", "POST variable", "GET rtp_statistics" -> {
                reply.accept(
                        pbx.channel(path.get(1))
                                .map(channel -> facts(channel, asked, request))
                                .orElse(Answer.CHANNEL_NOT_FOUND));
                yield true;
            }
            case "POST answer",
                    "POST ring",
                    "DELETE ring",
                    "POST progress",
                    "POST continue",
                    "POST move",
                    "POST redirect",
                    "POST hold",
                    "DELETE hold",
                    "POST moh",
                    "DELETE moh",
                    "POST silence",
                    "DELETE silence",
                    "POST mute",
                    "DELETE mute",
                    "POST dtmf" -> {
                reply.accept(
                        pbx.channel(path.get(1))
                                .map(
                                        channel ->
                                                channel.isInStasis()
                                                        ? act(channel, asked, request)
                                                        : Answer.NOT_IN_STASIS)
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
        int cause =
                !code.isEmpty()
                        ? request.number("reason_code", 0)
                        : reason.isEmpty() ? Causes.ofReason("normal") : Causes.ofReason(reason);
        if ((!code.isEmpty() && !reason.isEmpty()) || !Causes.isValid(cause)) {
            reply.accept(Answer.error(400, "Invalid Reason", "Invalid reason for hangup provided"));
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
                pbx.setVariable(channel, name, request.get("value"));
                yield Answer.NO_CONTENT;
            }
        };
    }

    private Answer act(Channel channel, String asked, Request request) {
        switch (asked) {
            case "POST answer" -> pbx.answer(channel);
            case "POST ring" -> pbx.ring(channel);
            case "POST progress" -> pbx.progress(channel);
            case "POST hold", "POST moh" -> pbx.music(channel, true);
            case "DELETE hold", "DELETE moh" -> pbx.music(channel, false);
            case "POST continue" -> goOn(channel, request);
            case "POST move" -> {
                if (request.get("app").isEmpty()) {
                    return Answer.badRequest("App name must be provided");
                }
                if (!pbx.stasis().move(channel, request.get("app"), request.list("appArgs"))) {
                    return Answer.notFound("Application not found");
                }
            }
            case "POST redirect" -> {
                var endpoint = request.get("endpoint");
                if (endpoint.isEmpty()) {
                    return Answer.badRequest("Not in a valid format: endpoint is required");
                }
                if (!endpoint.startsWith("PJSIP/") || !channel.name().startsWith("PJSIP/")) {
                    return Answer.unprocessable("Endpoint is not the same type as the channel");
                }
                pbx.redirect(channel, endpoint);
            }
            case "POST dtmf" -> {
                if (request.get("dtmf").isEmpty()) {
                    return Answer.badRequest("DTMF is required");
                }
                pbx.sendKeys(channel, request.get("dtmf"), request.number("duration", KEY_MS));
            }
            default -> {
                // Silence, mute, the end of ringing: nothing that anybody here would notice.
            }
        }
        return Answer.NO_CONTENT;
    }

    private void goOn(Channel channel, Request request) {
        if (request.has("extension") || request.has("context") || request.has("priority")) {
            pbx.stasis()
                    .leaveTo(
                            channel,
                            request.get("context"),
                            request.get("extension"),
                            request.number("priority", 1));
        } else {
            pbx.stasis().leave(channel);
        }
    }
}
