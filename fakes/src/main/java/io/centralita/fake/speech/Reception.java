package io.centralita.fake.speech;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Takes requests, asks for keys, and lets go wrong what is to. Belongs to the event loop, but for
/// the list.
final class Reception {
    private static final String MODELS = "/v1/models/";
    private static final int OK = 200;

    private final Vertx vertx;
    private final SpeechSettings settings;
    private final List<SpeechExchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<Endpoint, Integer> counts = new EnumMap<>(Endpoint.class);

    Reception(Vertx vertx, SpeechSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    List<SpeechExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    void handle(HttpServerRequest request) {
        var path = request.path();
        if (path.startsWith(MODELS) && request.method().equals(HttpMethod.GET)) {
            tellModel(request, path.substring(MODELS.length()));
            return;
        }
        for (var endpoint : Endpoint.values()) {
            if (path.equals(endpoint.path()) && request.method().equals(HttpMethod.POST)) {
                arrived(request, endpoint);
                return;
            }
        }
        Refusal.NO_SUCH_URL.answer(request);
    }

    private void tellModel(HttpServerRequest request, String model) {
        var known =
                settings.deployments().contains(model)
                        || SpeechModels.speaks(model)
                        || SpeechModels.transcribes(model);
        if (!keyMatches(request)) {
            Refusal.WRONG_KEY.answer(request);
        } else if (!known) {
            Refusal.noSuchModel(model).answer(request);
        } else {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("id", model).put("object", "model").encode());
        }
    }

    private void arrived(HttpServerRequest request, Endpoint endpoint) {
        int number = counts.merge(endpoint, 1, Integer::sum);
        var exchange = new SpeechExchange(endpoint, number, request.headers());
        exchanges.add(exchange);
        request.connection().closeHandler(_ -> exchange.closed());
        request.response().closeHandler(_ -> exchange.closed());
        request.exceptionHandler(_ -> exchange.closed());
        var desk =
                switch (endpoint) {
                    case TRANSCRIPTIONS -> new TranscriptionDesk(settings);
                    case SPEECH -> new SpeechDesk(settings);
                };
        var refusal = keyMatches(request) ? null : Refusal.WRONG_KEY;
        desk.read(
                request,
                exchange,
                outcome ->
                        answer(
                                request,
                                exchange,
                                refusal == null ? outcome : new Outcome.Refused(refusal)));
    }

    private void answer(HttpServerRequest request, SpeechExchange exchange, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused(var refusal) -> refuse(request, exchange, refusal);
            case Outcome.Text(var type, var body) -> send(request, exchange, type, body, null);
            case Outcome.Sound(var format, var samples) ->
                    sound(request, exchange, format, samples);
        }
    }

    private void refuse(HttpServerRequest request, SpeechExchange exchange, Refusal refusal) {
        exchange.answered(refusal.status());
        exchange.over();
        refusal.answer(request);
    }

    private void sound(
            HttpServerRequest request,
            SpeechExchange exchange,
            SoundFile.Format asked,
            short[] samples) {
        var format = asked;
        var type = asked.contentType();
        var played = samples;
        for (var trouble : troubles(exchange)) {
            if (trouble instanceof Trouble.SendAs(var other, var named)) {
                format = other;
                type = named == null ? other.contentType() : named;
            } else if (trouble instanceof Trouble.GoOn(int times)) {
                played = repeated(samples, times);
            }
        }
        var rate = settings.tellsRate() ? Integer.toString(settings.speechRateHz()) : null;
        var body = SoundFile.of(format, played, settings.speechRateHz());
        send(request, exchange, type, body, rate);
    }

    private static short[] repeated(short[] samples, int times) {
        var all = new short[samples.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(samples, 0, all, i * samples.length, samples.length);
        }
        return all;
    }

    private List<Trouble> troubles(SpeechExchange exchange) {
        return settings.troubles(exchange.endpoint(), exchange.number());
    }

    private void send(
            HttpServerRequest request,
            SpeechExchange exchange,
            String type,
            byte[] body,
            @Nullable String rate) {
        var flow = new Outflow(vertx, request, exchange);
        for (var trouble : troubles(exchange)) {
            switch (trouble) {
                case Trouble.Answer answer -> {
                    refuse(request, exchange, Refusal.of(answer));
                    return;
                }
                case Trouble.NeverAnswer() -> {
                    return;
                }
                case Trouble.Reset() -> {
                    flow.reset();
                    return;
                }
                case Trouble.Stall(int after) -> flow.stopAfter(after, Outflow.Then.NOTHING);
                case Trouble.BreakOff(int after, boolean reset) ->
                        flow.stopAfter(after, reset ? Outflow.Then.RESET : Outflow.Then.CLOSE);
                case Trouble.Drip(int bytes, var pause) -> flow.inPieces(bytes, pause.toMillis());
                case Trouble.Pieces(int bytes) -> flow.inPieces(bytes, 0);
                case Trouble.Half() -> flow.stopAfter(body.length / 2, Outflow.Then.END);
                case Trouble.Empty() -> flow.stopAfter(0, Outflow.Then.END);
                case Trouble.Other(var otherType, var otherBody) -> {
                    begin(request, exchange, otherType, null);
                    flow.send(otherBody);
                    return;
                }
                case Trouble.SendAs _, Trouble.GoOn _ -> {} // has been done
            }
        }
        begin(request, exchange, type, rate);
        flow.send(body);
    }

    private static void begin(
            HttpServerRequest request,
            SpeechExchange exchange,
            String type,
            @Nullable String rate) {
        exchange.answered(OK);
        var response = request.response().setChunked(true).putHeader("Content-Type", type);
        if (rate != null) {
            response.putHeader("X-Sample-Rate", rate);
        }
    }

    private boolean keyMatches(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        var shown = header == null ? "" : header.replaceFirst("(?i)^Bearer +", "");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8),
                settings.key().getBytes(StandardCharsets.UTF_8));
    }
}
