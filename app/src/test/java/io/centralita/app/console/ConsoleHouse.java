package io.centralita.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.command.PageSurroundings;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.chat.Brain;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Settings;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// A whole server with the embedded engine and, below it, one of three parts whose model is ours;
/// with a tenant `norte`, its number, and callers who dial it.
final class ConsoleHouse implements AutoCloseable {
    static final Locale SPANISH = Locale.of("es");
    static final String PASSWORD = "una contraseña larga";
    static final String CALLER = "+34600000001";
    static final String NUMBER = "+34910000001";

    /// What the engine of three parts answers, whatever is asked.
    static final String OTHER_ANSWER = "Le habla el otro motor.";

    private static final String KEY = "sk-of-nobody-0817";
    private static final String SUMMARY =
            "{\"name\": \"Marta\", \"facts\": [\"Su router es el 146.\"],"
                    + " \"summary\": \"Preguntó por los clientes y por la hora.\"}";
    private static final JsonMapper JSON = new JsonMapper();

    final Server server;
    private final Vertx vertx = Vertx.vertx();
    private final ChatServer model;
    private final Callers callers = new Callers(ChannelMetrics.NONE);
    private final HttpClient http = HttpClient.newHttpClient();

    ConsoleHouse(Path directory) throws Exception {
        model = ChatServer.start(vertx, Settings.DEFAULT.withKey(KEY).withBrain(brain()));
        var environment = new HashMap<String, String>();
        environment.put("ENGINE", "offline");
        environment.put("ENGINE_FALLBACK", "pipeline");
        environment.put("CHAT_BASE_URL", model.baseUrl().toString());
        environment.put("CHAT_MODEL", "gpt-4.1-mini");
        environment.put("CHAT_API_KEY", KEY);
        environment.put("LANGUAGE", "es");
        environment.put("SLOW_CLOCK", "4 s");
        environment.put("IDLE_PROMPT_AFTER", "0"); // people at pages take their time
        environment.put("RECORD_CALLS", "announced");
        environment.put("LISTENING", "silent");
        environment.put("CONSOLE_PASSWORD", PASSWORD);
        environment.put("DATA_DIR", directory.resolve("data").toString());
        var reading = SettingsReader.read(directory, environment);
        server =
                Server.start(
                        reading.settings().alone(),
                        ServerWatcher.NOBODY,
                        PageSurroundings.of(reading, SPANISH));
        var made =
                send(
                        "PUT",
                        "/api/tenants/norte",
                        "{\"id\": \"norte\", \"company\": {\"name\": \"Norte Fibra\"},"
                                + " \"language\": \"es\", \"numbers\": [\"%s\"]}".formatted(NUMBER),
                        "If-None-Match",
                        "*");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    /// Sums a call up where it is asked without tools.
    private static Brain brain() {
        return occasion -> Script.say(occasion.tools().isEmpty() ? SUMMARY : OTHER_ANSWER);
    }

    String url(String path) {
        return server.url().resolve(path).toString();
    }

    /// Somebody dials the tenant's number.
    CompletableFuture<CallResult> dial(CallerScript script) {
        return callers.call(
                new Callers.Line(server.url(), CALLER, NUMBER, Optional.empty()),
                script,
                CallerListener.NONE);
    }

    static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.of(voice, text, Voice.of(SPANISH))
                    .at(CallRecording.SAMPLE_RATE_HZ)
                    .samples();
        }
    }

    JsonNode get(String path) throws Exception {
        var answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /// Somebody is remembered of the tenant's callers: a moment after their call.
    void awaitCaller() throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (get("/api/tenants/norte/callers").at("/callers/0/name").isMissingNode()) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(50_000_000);
        }
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(server.url().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /// Nothing of it is to be seen anywhere.
    static Map<String, String> secrets() {
        return Map.of("CHAT_API_KEY", KEY, "CONSOLE_PASSWORD", PASSWORD);
    }

    @Override
    public void close() {
        callers.close();
        server.close();
        model.close();
        http.close();
        vertx.close().await();
    }
}
