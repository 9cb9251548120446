package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerSettings;
import io.centralita.channel.caller.TestCaller;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSignature;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.twilio.TwilioAccount;
import io.centralita.fake.twilio.TwilioApi;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server at a Twilio that is as strict as the real one: signed webhooks and streams by
/// the test caller, the REST API by its fake, the model behind.
class TwilioForRealTest {
    private static final String KEY = "sk-find-me-2929";
    private static final String TOKEN = TwilioAccount.DEFAULT.authToken();
    private static final String DIALLED = "+34900000001";
    private static final String SUPPORT = "+34910000009";
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final CallerScript LISTENING = CallerScript.builder().awaitHangUp(LONG).build();

    @TempDir Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final TwilioApi twilio = TwilioApi.start(vertx, TwilioAccount.DEFAULT);
    private final TestCaller caller = new TestCaller(vertx, Time.SYSTEM, ChannelMetrics.NONE);
    private final List<String> instructions = new CopyOnWriteArrayList<>();
    private final List<CallerEvent> seen = new CopyOnWriteArrayList<>();
    private final LogWatch log = new LogWatch();
    private volatile boolean putsThrough;
    private ModelServer model;
    private URI base;

    @BeforeEach
    void open() throws Exception {
        model =
                ModelServer.start(
                        vertx,
                        OpenAiHouse.service()
                                .withKey(KEY)
                                .withBrain(
                                        occasion -> {
                                            var told = occasion.request().instructions();
                                            instructions.add(told == null ? "" : told);
                                            return putsThrough && instructions.size() == 1
                                                    ? transfer()
                                                    : Brains.speech("Dime.");
                                        }));
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            base = URI.create("http://127.0.0.1:" + probe.getLocalPort());
        }
    }

    @AfterEach
    void close() {
        caller.close();
        model.close();
        twilio.close();
        vertx.close();
        log.close();
        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(TOKEN) || line.contains(SUPPORT));
    }

    @Test
    void after_the_goodbye_the_call_is_ended_at_twilio() throws Exception {
        try (var server = server(Map.of())) {
            var call = call();
            await(() -> !twilio.call(call.callSid()).live());
            assertThat(call.ending().by()).isEqualTo(CallResult.By.SWITCHBOARD);
            assertThat(twilio.exchanges("POST", call.callSid() + ".json")).hasSize(1);
            var report = report(server, call.callSid());
            assertThat(end(report)).isEqualTo("switchboard/idle");
            await(() -> metrics(server).contains("event=\"hang-up\",how=\"done\""));
            assertThat(twilio.recordings()).isEmpty();
        }
    }

    @Test
    void a_caller_is_put_through_and_met_again_where_nobody_answers() throws Exception {
        putsThrough = true;
        var changes = Map.of("TRANSFER_NUMBERS", "soporte=" + SUPPORT, "RECORDING", "twilio");
        try (var server = server(changes)) {
            var call = call();

            assertThat(call.problems()).isEmpty();
            assertThat(seen).contains(new CallerEvent.Dialled(SUPPORT, DIALLED));
            await(() -> !twilio.call(call.callSid()).live());
            assertThat(end(report(server, call.callSid()))).isEqualTo("assistant/transferred");
            var second = report(server, call.callSid() + ".2");
            assertThat(end(second)).isEqualTo("switchboard/idle");
            assertThat(instructions.getFirst()).contains("puede ser grabada");
            assertThat(instructions.get(1)).contains("no contesta nadie").doesNotContain("grabada");
            // The transfer is for TwiML; only the end is for REST, and one recording for all of it.
            assertThat(twilio.exchanges("POST", call.callSid() + ".json")).hasSize(1);
            assertThat(twilio.recordings()).hasSize(1);

            var recording = twilio.recordings().getFirst();
            assertThat(recording.statusCallback()).isEqualTo(base + TwilioChannel.RECORDING_PATH);
            post(
                    recording.statusCallback(),
                    List.of(
                            Map.entry("CallSid", call.callSid()),
                            Map.entry("RecordingSid", recording.sid()),
                            Map.entry("RecordingStatus", "completed"),
                            Map.entry("RecordingUrl", "https://api.twilio.com/RE1"),
                            Map.entry("RecordingDuration", "17")));
            await(
                    () ->
                            server.records()
                                    .find(call.callSid())
                                    .flatMap(one -> Optional.ofNullable(one.recording()))
                                    .filter(one -> one.seconds() == 17)
                                    .isPresent());
        }
    }

    private static Script transfer() {
        return Script.of(OpenAiHouse.call("transfer_call", "{\"destination\":\"Soporte\"}"));
    }

    private Server server(Map<String, String> changes) throws Exception {
        var environment = new HashMap<>(Map.of("ENGINE", "openai", "ENGINE_FALLBACK", "none"));
        environment.put("OPENAI_API_KEY", KEY);
        environment.put("OPENAI_BASE_URL", model.httpUri() + "/v1");
        environment.put("DATA_DIR", directory.toString());
        environment.put("HTTP_PORT", "" + base.getPort());
        environment.put("MIKROTIK_API_PORT", "0");
        environment.put("PUBLIC_URL", base.toString());
        environment.put("TWILIO_ACCOUNT_SID", TwilioAccount.DEFAULT.sid());
        environment.put("TWILIO_AUTH_TOKEN", TOKEN);
        environment.put("TWILIO_API_URL", twilio.url().toString());
        environment.put("IDLE_PROMPT_AFTER", "1 s");
        environment.put("IDLE_PROMPTS", "0");
        environment.putAll(changes);
        return Server.start(
                SettingsReader.read(directory, environment).settings(), ServerWatcher.NOBODY);
    }

    private CallResult call() {
        var settings =
                new CallerSettings(
                                base.resolve(TwilioChannel.WEBHOOK_PATH), "+34600000001", DIALLED)
                        .signedWith(TOKEN)
                        .dialling("no-answer");
        var call = caller.call(settings, LISTENING, seen::add);
        twilio.callBegins(call.callSid(), "+34600000001", DIALLED);
        return call.result()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(90, TimeUnit.SECONDS)
                .join();
    }

    private static JsonNode report(Server server, String id) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(id, Duration.ofSeconds(10)).orElseThrow();
        }
    }

    private static String metrics(Server server) {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.get("/metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String end(JsonNode report) {
        return report.path("endedBy").asText() + "/" + report.path("reason").asText();
    }

    private static void post(String url, List<Map.Entry<String, String>> fields) throws Exception {
        var body =
                fields.stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header(
                                            TwilioSignature.HEADER,
                                            TwilioSignature.of(TOKEN, url, fields))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(204);
        }
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
