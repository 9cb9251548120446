package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.Feature;
import io.centralita.fake.asterisk.pbx.Origination;
import io.centralita.fake.asterisk.pbx.Outgoings;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `POST /channels/externalMedia`.
final class ExternalMediaResource implements Resource {
    private static final String NO_HOST =
            "external_host is required for all but websocket server connections";
    private static final String NO_PORT =
            "external_host must be <host>:<port> for all transports other than websocket";

    private final Pbx pbx;
    private final Installation installation;

    ExternalMediaResource(Pbx pbx, Installation installation) {
        this.pbx = pbx;
        this.installation = installation;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        if (!request.path().equals("channels/externalMedia") || !request.method().equals("POST")) {
            return false;
        }
        var problem = problem(request);
        if (problem != null) {
            reply.accept(problem);
            return true;
        }
        open(request, reply);
        return true;
    }

    private @Nullable Answer problem(Request request) {
        boolean webSocket = request.get("transport").equals("websocket");
        var encapsulation = request.get("encapsulation", webSocket ? "none" : "rtp");
        var host = request.get("external_host");
        if (!installation.knows(Feature.EXTERNAL_MEDIA)) {
            return Answer.NO_RESOURCE;
        }
        if (request.get("app").isEmpty()) {
            return Answer.badRequest("app cannot be empty");
        }
        if (host.isEmpty() && !(webSocket && isServer(request))) {
            return Answer.badRequest(NO_HOST);
        }
        if (request.get("format").isEmpty()) {
            return Answer.badRequest("format cannot be empty");
        }
        if (webSocket) {
            return webSocketProblem(request, encapsulation, host);
        }
        if (!host.matches(".+:\\d+")) {
            return Answer.badRequest(NO_PORT);
        }
        var transport =
                request.get("transport", encapsulation.equals("audiosocket") ? "tcp" : "udp");
        return switch (encapsulation) {
            case "rtp" ->
                    transport.equals("udp")
                            ? missing("chan_rtp.so")
                            : Answer.badRequest("transport must be 'udp' for rtp encapsulation");
            case "audiosocket" ->
                    !transport.equals("tcp")
                            ? Answer.badRequest(
                                    "transport must be 'tcp' for audiosocket encapsulation")
                            : request.get("data").isEmpty()
                                    ? Answer.badRequest("data can not be empty")
                                    : missing("chan_audiosocket.so");
            default ->
                    Answer.error(
                            501,
                            "Not Implemented",
                            "The encapsulation and/or transport is not supported");
        };
    }

    private @Nullable Answer webSocketProblem(Request request, String encapsulation, String host) {
        if (!installation.has("chan_websocket.so")) {
            return Answer.error(
                    501, "Not Implemented", "The encapsulation and/or transport is not supported");
        }
        if (!encapsulation.equals("none")) {
            return Answer.badRequest("encapsulation must be 'none' for websocket transport");
        }
        return isServer(request) || pbx.technologies().hasWebSocketClient(host)
                ? null
                : Answer.badRequest(
                        "external_host must be a valid websocket_client connection id.");
    }

    private @Nullable Answer missing(String module) {
        return installation.has(module) ? null : Answer.INTERNAL;
    }

    private static boolean isServer(Request request) {
        return request.get("connection_type").equals("server");
    }

    private void open(Request request, Consumer<Answer> reply) {
        var format = Format.named(request.get("format"));
        if (format.isEmpty() || pbx.channel(request.get("channelId")).isPresent()) {
            reply.accept(Answer.INTERNAL);
            return;
        }
        var data = request.get("data");
        var what =
                new Origination(
                        request.get("channelId"),
                        request.get("app"),
                        data.isEmpty() ? List.of() : List.of(data.split(",", -1)),
                        CallerId.NONE,
                        request.variables());
        var host = request.get("external_host");
        Outgoings.Reply then = new Made(reply);
        if (request.get("transport").equals("websocket")) {
            pbx.outgoings()
                    .webSocket(
                            what,
                            isServer(request) ? "" : host,
                            installation.knows(Feature.MEDIA_WEBSOCKET_MARKS)
                                    ? request.get("transport_data")
                                    : "",
                            format.get(),
                            then);
            return;
        }
        int colon = host.lastIndexOf(':');
        var name = host.substring(0, colon);
        int port = Integer.parseInt(host.substring(colon + 1));
        if (!request.get("encapsulation").equals("audiosocket")) {
            boolean pretends =
                    format.get() == Format.SLIN && !installation.knows(Feature.REAL_SLIN);
            pbx.outgoings().rtp(what, name, port, pretends ? Format.ULAW : format.get(), then);
            return;
        }
        try {
            pbx.outgoings()
                    .audioSocket(what, name, port, UUID.fromString(data), format.get(), then);
        } catch (IllegalArgumentException _) {
            reply.accept(Answer.INTERNAL);
        }
    }
}
