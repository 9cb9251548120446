package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.engine.OfferEngine.Answer;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.scope.Time;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.fake.calls.CallsServer;
import io.centralita.fake.calls.OfferedCall;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Calls whose callers are connected with the model straight, at a service that has no media.
final class OfferedRig implements AutoCloseable {
    static final String KEY = "sk-offered";
    static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nm=audio 9 UDP 111\r\n";

    final CallsServer server;
    final OpenAiOffers offers;

    OfferedRig() {
        this(OpenAiRig.QUICK, KEY);
    }

    OfferedRig(Patience patience, String key) {
        this(patience, key, SessionOptions.DEFAULTS, _ -> Optional.empty());
    }

    OfferedRig(
            Patience patience,
            String key,
            SessionOptions options,
            Function<String, Optional<String>> objection) {
        server = CallsServer.start(OpenAiRig.VERTX, KEY);
        offers =
                new OpenAiOffers(
                        OpenAiRig.VERTX,
                        settings(server, key, Auth.BEARER, options, patience),
                        objection,
                        Time.SYSTEM);
    }

    private OfferedRig(CallsServer server, OpenAiSettings settings) {
        this.server = server;
        offers = new OpenAiOffers(OpenAiRig.VERTX, settings, _ -> Optional.empty(), Time.SYSTEM);
    }

    static OfferedRig onAzure() {
        var azure = CallsServer.onAzure(OpenAiRig.VERTX, KEY);
        var options = SessionOptions.DEFAULTS.with(Map.of("model", "mi-despliegue"));
        return new OfferedRig(azure, settings(azure, KEY, Auth.API_KEY, options, OpenAiRig.QUICK));
    }

    private static OpenAiSettings settings(
            CallsServer at, String key, Auth auth, SessionOptions options, Patience patience) {
        return new OpenAiSettings("openai", at.baseUrl(), new ApiKey(key), auth, options, patience);
    }

    static SessionSettings settings() {
        return OpenAiRig.callSettings(AudioFormat.PCM_24K, Map.of(), List.of());
    }

    /// One caller's.
    static final class Offered {
        final TestCall call = new TestCall();
        final AtomicInteger gone = new AtomicInteger();
        final OfferEngine.Connection connection;

        Offered(OfferEngine offers, SessionSettings settings) {
            connection = offers.take(OFFER, gone::incrementAndGet);
            call.open(connection.engine(), settings);
        }

        Answer answer() throws Exception {
            return connection
                    .answer()
                    .toCompletableFuture()
                    .get(OpenAiRig.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    Offered offer() {
        return new Offered(offers, settings());
    }

    /// A call that is up, whose caller hears, and who was greeted.
    Offered greeted() {
        var offered = offer();
        offered.call.await(EngineEvent.Ready.class);
        offered.connection.connected();
        offered.call.session().greet();
        var model = server.call();
        OpenAiRig.await("the greeting", () -> model.received("response.create").size() == 1);
        says(model, "r1", "Hola, soy la centralita.", tag(model, 0));
        offered.call.await(EngineEvent.ReplyFinished.class);
        plays(model, "r1");
        OpenAiRig.await("its end", () -> offered.call.speech.isEnded(1));
        return offered;
    }

    /// Comes back with a response that was asked for.
    static String tag(OfferedCall model, int creation) {
        return model.received("response.create")
                .get(creation)
                .getJsonObject("response")
                .getJsonObject("metadata")
                .getString("centralita");
    }

    /// The model makes an answer; nothing of it is played yet.
    static void says(OfferedCall model, String response, String words, String tag) {
        begins(model, response, tag);
        words(model, response, words);
        done(model, response, "completed");
    }

    static void begins(OfferedCall model, String response, String tag) {
        model.send(
                "{'type':'response.created','response':{'id':'%s','status':'in_progress','metadata':{'centralita':'%s'}}}"
                        .formatted(response, tag)
                        .replace(",'metadata':{'centralita':''}", ""));
    }

    static void words(OfferedCall model, String response, String words) {
        model.send(
                "{'type':'response.output_item.added','response_id':'%1$s','item':{'id':'i_%1$s','type':'message','role':'assistant'}}"
                        .formatted(response));
        model.send(
                "{'type':'response.output_audio_transcript.delta','response_id':'%1$s','item_id':'i_%1$s','delta':'%2$s'}"
                        .formatted(response, words));
    }

    static void done(OfferedCall model, String response, String status) {
        model.send(
                ("{'type':'response.done','response':{'id':'%s','status':'%s','output':[],'usage':{'total_tokens':30,"
                                + "'input_tokens':20,'output_tokens':10,'input_token_details':{'text_tokens':20,'audio_tokens':0},"
                                + "'output_token_details':{'text_tokens':2,'audio_tokens':8}}}}")
                        .formatted(response, status));
    }

    static void plays(OfferedCall model, String response) {
        started(model, response);
        model.send("{'type':'output_audio_buffer.stopped','response_id':'%s'}".formatted(response));
    }

    static void started(OfferedCall model, String response) {
        model.send("{'type':'output_audio_buffer.started','response_id':'%s'}".formatted(response));
    }

    static Patience impatient(Duration opening, Duration recovery) {
        return new Patience(
                Duration.ofSeconds(4),
                Duration.ofSeconds(4),
                opening,
                recovery,
                Duration.ofSeconds(20),
                Duration.ofHours(1));
    }

    @Override
    public void close() {
        offers.close();
        server.close();
    }
}
