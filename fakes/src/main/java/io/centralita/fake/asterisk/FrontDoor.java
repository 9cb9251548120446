package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.Request;
import io.centralita.fake.asterisk.ari.RequestReader;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/// Asterisk's HTTP server: REST, events, media. Belongs to the event loop.
final class FrontDoor implements Desk {
    private static final String ARI = "/ari/";
    private static final String EVENTS = "/ari/events";
    private static final String MEDIA = "/media/";

    private final Loop loop;
    private final Settings settings;
    private final Sessions sessions;
    private final Chronicle chronicle;
    private final List<EventsSocket> events = new ArrayList<>();
    private Generation generation;
    private Plan.Running plan;
    private long eventsRefusedUntil;

    FrontDoor(
            Loop loop,
            Settings settings,
            Sessions sessions,
            Chronicle chronicle,
            Generation generation) {
        this.loop = loop;
        this.settings = settings;
        this.sessions = sessions;
        this.chronicle = chronicle;
        this.generation = generation;
        this.plan = new Plan.Running(settings.plan());
    }

    void plan(Plan next) {
        plan = new Plan.Running(next);
    }

    void generation(Generation next) {
        generation = next;
    }

    List<EventsSocket> events() {
        return List.copyOf(events);
    }

    /// Handshakes of events WebSockets are reset up to that moment.
    void refuseEventsUntil(long nanos) {
        eventsRefusedUntil = nanos;
    }

    void handle(HttpServerRequest request) {
        sessions.busy(request.connection());
        if (request.path().equals(EVENTS)) {
            connectEvents(request);
        } else if (request.path().startsWith(ARI)) {
            rest(request);
        } else if (request.path().startsWith(MEDIA)) {
            connectMedia(request);
        } else {
            answer(request, HttpAnswers.page(404, "Not Found", settings));
        }
    }

    private void rest(HttpServerRequest request) {
        var method = request.method().name();
        var uri = request.uri().substring(ARI.length());
        request.body()
                .onSuccess(
                        buffer -> {
                            var body = buffer.toString(StandardCharsets.UTF_8);
                            chronicle.asked(
                                    new Asked(
                                            loop.timeline().nanoTime(), method, uri, body, false));
                            if (!isKnown(request)) {
                                reply(request, Answer.UNAUTHORIZED);
                                return;
                            }
                            RequestReader.read(method, uri, body)
                                    .ifPresentOrElse(
                                            read -> planned(request, read),
                                            () -> reply(request, Answer.BAD_BODY));
                        });
    }

    private void planned(HttpServerRequest request, Request read) {
        switch (plan.next(read.method(), read.path())) {
            case null -> generation.ari.handle(read, answer -> reply(request, answer));
            case Misbehaviour.Refuse(var status) ->
                    reply(request, Answer.error(status, "Refused", "Refused by plan"));
            case Misbehaviour.Hang() -> {
                // For ever.
            }
            case Misbehaviour.Reset() -> RawSocket.reset(request.connection());
            case Misbehaviour.LoseAnswer() ->
                    generation.ari.handle(read, _ -> RawSocket.reset(request.connection()));
            case Misbehaviour.Late(var by) ->
                    generation.ari.handle(
                            read,
                            answer -> loop.timeline().after(by, () -> reply(request, answer)));
        }
    }

    @Override
    public void overSocket(Request request, Consumer<Answer> reply) {
        chronicle.asked(
                new Asked(loop.timeline().nanoTime(), request.method(), request.path(), "", true));
        generation.ari.handle(request, reply);
    }

    private void reply(HttpServerRequest request, Answer answer) {
        answer(request, HttpAnswers.json(answer, settings));
    }

    private void answer(HttpServerRequest request, HttpAnswers.Written written) {
        if (!request.response().closed() && !request.response().ended()) {
            written.to(request.response());
        }
        sessions.idle(request.connection());
    }

    private void connectEvents(HttpServerRequest request) {
        var apps = request.getParam("app");
        var subprotocol = request.getHeader("Sec-WebSocket-Protocol");
        var bad = plan.next("events", "events");
        if (loop.timeline().nanoTime() - eventsRefusedUntil < 0
                || bad instanceof Misbehaviour.Reset
                || bad instanceof Misbehaviour.LoseAnswer) {
            RawSocket.reset(request.connection());
        } else if (bad instanceof Misbehaviour.Refuse(var status)) {
            reply(request, Answer.error(status, "Refused", "Refused by plan"));
        } else if (bad instanceof Misbehaviour.Hang) {
            request.pause();
        } else if (!settings.installation().has("res_http_websocket.so")
                || !settings.installation().has("res_ari_events.so")) {
            reply(request, Answer.error(404, "Not Found", "Resource not found"));
        } else if (!request.canUpgradeToWebSocket()) {
            answer(request, HttpAnswers.page(426, "Upgrade Required", settings));
        } else if (!isKnown(request)) {
            reply(request, Answer.UNAUTHORIZED);
        } else if (apps == null || apps.isEmpty()) {
            answer(request, HttpAnswers.page(400, "Bad Request", settings));
        } else if (subprotocol != null && !offers(subprotocol, "ari")) {
            answer(request, HttpAnswers.wrongSubprotocol(settings));
        } else {
            admitEvents(request, List.of(apps.split(",", -1)));
        }
    }

    private void admitEvents(HttpServerRequest request, List<String> apps) {
        boolean all = "true".equalsIgnoreCase(request.getParam("subscribeAll"));
        var release = sessions.upgraded(request.connection());
        request.toWebSocket()
                .onFailure(_ -> release.run())
                .onSuccess(
                        socket -> {
                            var here = new EventsSocket(loop, socket, generation, this);
                            events.add(here);
                            socket.closeHandler(
                                    _ -> {
                                        release.run();
                                        events.remove(here);
                                        here.closed();
                                    });
                            socket.exceptionHandler(_ -> here.closed());
                            here.open(apps, all, false);
                        });
    }

    private void connectMedia(HttpServerRequest request) {
        var media = generation.connectors.expected(request.path().substring(MEDIA.length()));
        if (media == null) {
            answer(request, HttpAnswers.page(404, "Not Found", settings));
        } else if (media.isConnected()) {
            answer(request, HttpAnswers.page(409, "Conflict", settings));
        } else if (!request.canUpgradeToWebSocket()) {
            answer(request, HttpAnswers.page(426, "Upgrade Required", settings));
        } else {
            var release = sessions.upgraded(request.connection());
            request.toWebSocket()
                    .onFailure(_ -> release.run())
                    .onSuccess(socket -> generation.connectors.media(socket, media, release));
        }
    }

    private static boolean offers(String header, String subprotocol) {
        return Arrays.stream(header.split(",", -1)).map(String::trim).anyMatch(subprotocol::equals);
    }

    private boolean isKnown(HttpServerRequest request) {
        var wanted = settings.username() + ":" + settings.password();
        var key = request.getParam("api_key");
        if (key != null) {
            return key.equals(wanted);
        }
        var header = request.getHeader("Authorization");
        var encoded = Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
        return header != null && header.equals("Basic " + encoded);
    }
}
