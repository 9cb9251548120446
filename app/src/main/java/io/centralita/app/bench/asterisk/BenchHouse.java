package io.centralita.app.bench.asterisk;

import io.centralita.app.demo.ServerApi;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.Ear;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The real server at a fake Asterisk, with a fake model behind it and a database that is thrown
/// away.
final class BenchHouse implements AutoCloseable {
    private static final String KEY = "sk-bench";

    /// That the Asterisk takes: media, events, requests.
    private static final int SESSIONS = 100;

    private static final String GREETING = "Hola, soy la centralita, ¿en qué le puedo ayudar?";

    private final Path directory;
    private final ModelServer model;
    final FakeAsterisk asterisk;
    final Server server;

    private BenchHouse(Path directory, ModelServer model, FakeAsterisk asterisk, Server server) {
        this.directory = directory;
        this.model = model;
        this.asterisk = asterisk;
        this.server = server;
    }

    /// With an assistant who greets.
    ///
    /// @param transport as the setting has it
    static BenchHouse open(Vertx vertx, String transport, ServerWatcher watcher)
            throws StartFailure, InterruptedException, IOException {
        return open(vertx, transport, watcher, Brains.speech(GREETING), Ear.DEAF);
    }

    /// @param transport as the setting has it
    /// @param speech of the assistant, always the same
    /// @param ear hears what the assistant hears
    static BenchHouse open(
            Vertx vertx, String transport, ServerWatcher watcher, Script speech, Ear ear)
            throws StartFailure, InterruptedException, IOException {
        var directory = Files.createTempDirectory("centralita-bench");
        var model =
                ModelServer.start(
                        vertx, Settings.DEFAULT.withKey(KEY).withBrain(_ -> speech).heardBy(ear));
        var asterisk = FakeAsterisk.start(vertx, RandomCalls.asterisk(SESSIONS));
        try {
            var environment = new HashMap<String, String>();
            environment.put("ENGINE", "openai");
            environment.put("OPENAI_API_KEY", KEY);
            environment.put("OPENAI_BASE_URL", model.httpUri() + "/v1");
            environment.put("OPENAI_PHRASES", "false");
            environment.put("RINGING", "when-ready");
            environment.put("RINGING_TIME", "0 s");
            environment.put("HTTP_PORT", "0");
            environment.put("MIKROTIK_API_PORT", "0");
            environment.put("AUDIOSOCKET_PORT", "0");
            environment.put("ASTERISK_HOST", asterisk.host());
            environment.put("ASTERISK_PORT", "" + asterisk.port());
            environment.put("ASTERISK_USERNAME", io.centralita.fake.asterisk.Settings.USERNAME);
            environment.put("ASTERISK_PASSWORD", io.centralita.fake.asterisk.Settings.PASSWORD);
            environment.put("ASTERISK_TRANSPORT", transport);
            environment.put("DATA_DIR", directory.toString());
            var settings = SettingsReader.read(directory, environment).settings();
            return new BenchHouse(directory, model, asterisk, Server.start(settings, watcher));
        } catch (WrongSettings e) {
            asterisk.close();
            model.close();
            delete(directory);
            throw new IllegalStateException(e.problems().toString(), e);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            asterisk.close();
            model.close();
            delete(directory);
            throw e;
        }
    }

    /// Callers cannot come before Asterisk's events are heard; waits for that.
    void awaitEvents() throws InterruptedException {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            Waiting.until(() -> isReady(api));
        }
    }

    private static boolean isReady(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What is written of the last so many calls.
    List<CallReport> reports(int most) {
        return server.records().latest(most);
    }

    @Override
    public void close() {
        server.close();
        asterisk.close();
        model.close();
        try {
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
